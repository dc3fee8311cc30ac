/*---
order: 5
title:
  en: "Posts that take long to fill"
  cy: "Swyddi sy'n cymryd amser hir i'w llenwi"
why:
  en: "Half of the adverts filled in the year took longer than the threshold."
  cy: "Cymerodd hanner yr hysbysebion a lenwyd yn ystod y flwyddyn fwy o amser na'r trothwy."
sentence:
  en: "{place}, {profession}: half of the {adverts, number} adverts filled in the twelve months took {days, plural, one {# day} other {# days}} or more."
  cy: "{place}, {profession}: cymerodd hanner y {adverts, number} hysbyseb a lenwyd yn ystod y deuddeg mis {days, number} diwrnod neu fwy."
audiences: [gaps]
thresholds: {days: 75, adverts: 10}
welsh: for-review
---*/
select observation.period_end, area, profession, staff_type, value as days, denominator as adverts
from result.observation
join reference.areas on areas.code = observation.area and areas.level in ('board', 'group')
where indicator = 'time-to-fill' and staff_type = 'all' and breakdown = 'none'
  and observation.period_end = (select max(period_end) from result.observation where indicator = 'time-to-fill')
  and value >= $days and denominator >= $adverts
