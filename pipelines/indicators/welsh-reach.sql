/*---
order: 48
title:
  en: "Welsh-speaking capacity"
  cy: "Capasiti Cymraeg"
description:
  en: "FTE in post at level 3 or above for listening and speaking Welsh per 10,000 Welsh speakers of the area. Speakers: Census 2011, the only complete count by health-board area."
  cy: "FTE mewn swydd ar lefel 3 neu uwch ar gyfer gwrando a siarad Cymraeg fesul 10,000 o siaradwyr Cymraeg yr ardal. Siaradwyr: Cyfrifiad 2011, yr unig gyfrif cyflawn yn ôl ardal bwrdd iechyd."
unit:
  en: "FTE per 10,000 Welsh speakers"
  cy: "FTE fesul 10,000 o siaradwyr Cymraeg"
numerator:
  en: "FTE in post at level 3 or above"
  cy: "FTE mewn swydd ar lefel 3 neu uwch"
denominator:
  en: "Welsh speakers of the area (Census 2011)"
  cy: "Siaradwyr Cymraeg yr ardal (Cyfrifiad 2011)"
kind: rate
scale: 10000
interval: none
class: S
counts:
  - people: welsh-level-3-plus
period: quarter
direction: up
decimals: 1
outcomes: [regional-solutions-welsh]
audiences: [gaps]
area_levels: [country, board]
quality:
  of:
    en: "of the persons in post"
    cy: "o'r bobl mewn swydd"
  what:
    en: "the level of listening and speaking Welsh"
    cy: "lefel gwrando a siarad Cymraeg"
  indicator: welsh-levels
  breakdown: listening-speaking
  categories: [not-stated, not-recorded]
welsh: for-review
version: 1
---*/
select
  quarter.quarter_end as period_end, cell.cell,
  coalesce(skill.level_3_plus_fte, 0) as numerator, speakers.speakers::int as denominator,
  coalesce(skill.level_3_plus_people, 0) as people, null as denominator_people
from marts.quarter
cross join marts.cell
join reference.welsh_speakers as speakers on speakers.area = cell.area and speakers.reference = 'Census 2011'
left join marts.welsh_skill as skill on skill.quarter_end = quarter.quarter_end and skill.cell = cell.cell
