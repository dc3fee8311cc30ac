/*---
order: 49
title:
  en: "Services that can offer Welsh"
  cy: "Gwasanaethau sy'n gallu cynnig Cymraeg"
description:
  en: "Services (profession in health-board area) with at least one registered person at level 3 or above for listening and speaking Welsh, as a share of services with recorded levels."
  cy: "Gwasanaethau (proffesiwn mewn ardal bwrdd iechyd) gydag o leiaf un person cofrestredig ar lefel 3 neu uwch ar gyfer gwrando a siarad Cymraeg, fel cyfran o'r gwasanaethau â lefelau wedi'u cofnodi."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Services with a registered person at level 3 or above"
  cy: "Gwasanaethau gyda pherson cofrestredig ar lefel 3 neu uwch"
denominator:
  en: "Services with recorded levels"
  cy: "Gwasanaethau â lefelau wedi'u cofnodi"
kind: rate
scale: 100
interval: none
class: S
counts:
  - people: welsh-recorded
services:
  - {persons: welsh-level-3-plus, from: 1}
  - {persons: welsh-recorded, from: 1, in: denominator}
period: quarter
direction: up
decimals: 1
outcomes: [regional-solutions-welsh]
actions: [welsh-in-services, monitor-welsh-provision]
audiences: [gaps]
area_levels: [country, board]
staff_types: [registered]
quality:
  of:
    en: "of the registered persons in post"
    cy: "o'r bobl gofrestredig mewn swydd"
  what:
    en: "the level of listening and speaking Welsh"
    cy: "lefel gwrando a siarad Cymraeg"
  indicator: welsh-levels
  breakdown: listening-speaking
  categories: [not-stated, not-recorded]
welsh: for-review
version: 1
---*/
with counted as (
  select
    service.quarter_end as period_end, service.cell,
    count(*) filter (skill.level_3_plus_people > 0) as offering,
    count(*) as recorded
  from marts.service_cell as service
  join marts.welsh_skill as skill on skill.quarter_end = service.quarter_end and skill.cell = service.service_cell
  where skill.recorded_people > 0
  group by all
)
select
  counted.period_end, counted.cell, counted.offering as numerator, counted.recorded as denominator,
  everyone.recorded_people as people, everyone.recorded_people as denominator_people
from counted
join marts.welsh_skill as everyone on everyone.quarter_end = counted.period_end and everyone.cell = counted.cell
