/*---
order: 6
title:
  en: "More people go than come"
  cy: "Mae mwy o bobl yn mynd nag sy'n dod"
why:
  en: "More people left the registered workforce of the profession in the twelve months than joined it."
  cy: "Gadawodd mwy o bobl weithlu cofrestredig y proffesiwn yn ystod y deuddeg mis nag a ymunodd ag ef."
sentence:
  en: "{place}, {profession}: {leavers, plural, one {# registered person} other {# registered people}} left in the twelve months and {joiners, number} joined."
  cy: "{place}, {profession}: gadawodd {leavers, plural, one {un person cofrestredig} two {dau berson cofrestredig} few {# pherson cofrestredig} many {# pherson cofrestredig} other {# o bobl gofrestredig}} yn ystod y deuddeg mis ac ymunodd {joiners, number}."
audiences: [commissioning, gaps]
thresholds: {difference: 3}
welsh: for-review
---*/
with flow as (
  select
    period_end, area, profession, staff_type,
    any_value(numerator) filter (indicator = 'leaver-rate') as leavers,
    any_value(numerator) filter (indicator = 'joiner-rate') as joiners
  from result.observation
  join reference.areas on areas.code = observation.area and areas.level in ('country', 'board')
  join reference.professions on professions.code = observation.profession and professions.kind <> 'total'
  where indicator in ('leaver-rate', 'joiner-rate') and observation.level = 'left-cell' and staff_type = 'registered'
    and observation.period_end = (select max(period_end) from result.observation where indicator = 'leaver-rate')
    and not marker like '%incomplete%'
  group by all
)
select period_end, area, profession, staff_type, leavers, joiners
from flow
where leavers - joiners >= $difference
