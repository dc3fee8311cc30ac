/*---
order: 2
title:
  en: "Services of one or two people"
  cy: "Gwasanaethau o un neu ddau o bobl"
why:
  en: "A service that rests on so few registered people stops when one of them is absent."
  cy: "Mae gwasanaeth sy'n dibynnu ar gyn lleied o bobl gofrestredig yn dod i ben pan fydd un ohonynt yn absennol."
sentence:
  en: "{place}, {profession}: {people, plural, one {one registered person is} other {# registered people are}} in post."
  cy: "{place}, {profession}: mae {people, plural, one {un person cofrestredig} two {dau berson cofrestredig} few {# pherson cofrestredig} many {# pherson cofrestredig} other {# o bobl gofrestredig}} mewn swydd."
audiences: [gaps]
thresholds: {people: 2}
welsh: for-review
---*/
select observation.period_end, area, profession, staff_type, people
from result.observation
join reference.areas on areas.code = observation.area and areas.level = 'board'
join reference.professions on professions.code = observation.profession and professions.in_plan = 'yes'
where indicator = 'headcount' and staff_type = 'registered' and breakdown = 'none'
  and people between 1 and $people
  and observation.period_end = (select max(period_end) from result.observation where indicator = 'headcount')
