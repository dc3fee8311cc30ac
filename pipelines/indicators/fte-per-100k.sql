/*---
order: 3
title:
  en: "Registered FTE per 100,000 residents"
  cy: "FTE cofrestredig fesul 100,000 o drigolion"
description:
  en: "Registered FTE in post per 100,000 residents of the area. Residents: Census 2021 for every period, the only complete count by health board after 2020."
  cy: "FTE cofrestredig mewn swydd fesul 100,000 o drigolion yr ardal. Trigolion: Cyfrifiad 2021 ar gyfer pob cyfnod, yr unig gyfrif cyflawn fesul bwrdd iechyd ar ôl 2020."
unit:
  en: "FTE per 100,000 residents"
  cy: "FTE fesul 100,000 o drigolion"
numerator:
  en: "Registered FTE in post"
  cy: "FTE cofrestredig mewn swydd"
denominator:
  en: "Residents of the area (Census 2021)"
  cy: "Trigolion yr ardal (Cyfrifiad 2021)"
kind: rate
scale: 100000
interval: none
class: P
counts:
  - people: in-post
period: quarter
direction: none
decimals: 1
outcomes: [stable-balanced-workforce, deployed-for-health]
audiences: [gaps]
area_levels: [country, board]
staff_types: [registered]
quality: none
welsh: for-review
version: 1
---*/
select
  workforce.quarter_end as period_end, workforce.cell,
  workforce.fte as numerator, populations.residents::int as denominator,
  workforce.people, null as denominator_people
from marts.workforce
join marts.cell using (cell)
join reference.populations on populations.area = cell.area and populations.reference = 'Census 2021'
where cell.staff_type = 'registered'
