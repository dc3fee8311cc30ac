/*---
order: 1
title:
  en: "Headcount"
  cy: "Cyfrif pennau"
description:
  en: "Persons in post on the last day of the quarter. Each person counts once in each cell, however many posts they hold; bank, honorary and career-break assignments are left out."
  cy: "Pobl mewn swydd ar ddiwrnod olaf y chwarter. Mae pob person yn cyfrif unwaith ym mhob cell, faint bynnag o swyddi sydd ganddynt; gadewir allan aseiniadau banc, er anrhydedd a seibiant gyrfa."
unit:
  en: "persons"
  cy: "pobl"
kind: count
class: P
counts:
  - people: in-post
period: quarter
direction: none
decimals: 0
outcomes: [stable-balanced-workforce]
actions: [staffing-intelligence]
audiences: [gaps, commissioning]
breakdowns: [sector]
quality: none
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell, 'none' as breakdown, 'all' as category, people as total, people
from marts.workforce
union all
select quarter_end, cell, breakdown, category, people, people
from marts.fte_mix
where breakdown = 'sector'
