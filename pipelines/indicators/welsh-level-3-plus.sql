/*---
order: 46
title:
  en: "Welsh at level 3 or above"
  cy: "Cymraeg ar lefel 3 neu uwch"
description:
  en: "Persons at level 3 or above for listening and speaking Welsh as a share of those with a recorded level."
  cy: "Pobl ar lefel 3 neu uwch ar gyfer gwrando a siarad Cymraeg fel cyfran o'r rhai â lefel wedi'i chofnodi."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons at level 3 or above"
  cy: "Pobl ar lefel 3 neu uwch"
denominator:
  en: "Persons with a recorded level"
  cy: "Pobl â lefel wedi'i chofnodi"
kind: rate
scale: 100
interval: wilson
class: S
counts:
  - {people: welsh-level-3-plus, denominator: welsh-recorded}
period: quarter
direction: up
decimals: 1
outcomes: [regional-solutions-welsh]
actions: [welsh-skills-at-work, welsh-in-services]
audiences: [gaps]
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
  quarter_end as period_end, cell,
  level_3_plus_people as numerator, recorded_people as denominator,
  level_3_plus_people as people, recorded_people as denominator_people
from marts.welsh_skill
