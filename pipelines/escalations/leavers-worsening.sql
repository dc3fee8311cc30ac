/*---
order: 4
title:
  en: "More people are leaving Wales than usual"
  cy: "Mae mwy o bobl nag arfer yn gadael Cymru"
why:
  en: "The leaver rate has moved beyond its usual variation, in the wrong direction."
  cy: "Mae'r gyfradd gadael wedi symud y tu hwnt i'w hamrywiad arferol, i'r cyfeiriad anghywir."
sentence:
  en: "{place}, {profession}: {rate, number, ::.0}% left AHP posts in Wales in the twelve months, more than its usual variation explains."
  cy: "{place}, {profession}: gadawodd {rate, number, ::.0}% swyddi AHP yng Nghymru yn ystod y deuddeg mis, mwy nag y mae'r amrywiad arferol yn ei esbonio."
audiences: [gaps, commissioning]
thresholds: {}
welsh: for-review
---*/
select observation.period_end, area, profession, staff_type, value as rate
from result.observation
join reference.areas on areas.code = observation.area and areas.level in ('country', 'board')
where indicator = 'leaver-rate' and observation.level = 'left-wales' and staff_type = 'all' and signal = 'worsening'
  and (areas.level = 'country' or profession = 'all')
