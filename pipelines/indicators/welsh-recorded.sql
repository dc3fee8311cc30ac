/*---
order: 45
title:
  en: "Welsh skills recorded"
  cy: "Sgiliau Cymraeg wedi'u cofnodi"
description:
  en: "Persons in post with a recorded level for listening and speaking Welsh as a share of all persons in post. The latest assessment on or before the date counts, even when it says not stated."
  cy: "Pobl mewn swydd y mae eu lefel gwrando a siarad Cymraeg wedi'i chofnodi fel cyfran o'r holl bobl mewn swydd. Yr asesiad diweddaraf ar y dyddiad neu cyn hynny sy'n cyfrif, hyd yn oed pan na nodir lefel."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons with a recorded level"
  cy: "Pobl â lefel wedi'i chofnodi"
denominator:
  en: "Persons in post"
  cy: "Pobl mewn swydd"
kind: rate
scale: 100
interval: wilson
class: P
counts:
  - {people: welsh-recorded, denominator: in-post}
period: quarter
direction: up
decimals: 1
outcomes: [regional-solutions-welsh]
actions: [welsh-skills-at-work]
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
  recorded_people as numerator, people as denominator,
  recorded_people as people, people as denominator_people
from marts.welsh_skill
