/*---
order: 7
title:
  en: "Welsh cannot be offered"
  cy: "Ni ellir cynnig Cymraeg"
why:
  en: "Too few of the area's services have a registered person who can offer Welsh."
  cy: "Mae gan rhy ychydig o wasanaethau'r ardal berson cofrestredig sy'n gallu cynnig Cymraeg."
sentence:
  en: "{place}: {offering, number} of {services, number} services have a registered person at level 3 or above."
  cy: "{place}: mae gan {offering, number} o {services, number} o wasanaethau berson cofrestredig ar lefel 3 neu uwch."
audiences: [gaps]
thresholds: {coverage: 60}
welsh: for-review
---*/
select
  observation.period_end, area, profession, staff_type, numerator as offering, denominator as services
from result.observation
join reference.areas on areas.code = observation.area and areas.level = 'board'
where indicator = 'welsh-offer-coverage' and profession = 'all' and value < $coverage
  and observation.period_end = (select max(period_end) from result.observation where indicator = 'welsh-offer-coverage')
