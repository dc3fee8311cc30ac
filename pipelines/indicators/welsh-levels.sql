/*---
order: 47
title:
  en: "Welsh language skill levels"
  cy: "Lefelau sgiliau Cymraeg"
description:
  en: "Persons in post by level of listening and speaking, reading and writing Welsh as a share of those with a level; not stated and not recorded are shares of everybody. The latest assessment on or before the date counts."
  cy: "Pobl mewn swydd yn ôl lefel gwrando a siarad, darllen ac ysgrifennu Cymraeg fel cyfran o'r rhai â lefel; mae heb ei nodi a heb ei gofnodi yn gyfrannau o bawb. Yr asesiad diweddaraf ar y dyddiad neu cyn hynny sy'n cyfrif."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons at the level"
  cy: "Pobl ar y lefel"
denominator:
  en: "Persons with a level; for not stated and not recorded, all persons in post"
  cy: "Pobl â lefel; ar gyfer heb ei nodi a heb ei gofnodi, pawb mewn swydd"
kind: rate
scale: 100
interval: wilson
class: S
counts:
  - {breakdown: listening-speaking, category: not-stated, people: in-post, denominator: in-post}
  - {breakdown: listening-speaking, category: not-recorded, people: in-post, denominator: in-post}
  - {breakdown: reading, category: not-stated, people: in-post, denominator: in-post}
  - {breakdown: reading, category: not-recorded, people: in-post, denominator: in-post}
  - {breakdown: writing, category: not-stated, people: in-post, denominator: in-post}
  - {breakdown: writing, category: not-recorded, people: in-post, denominator: in-post}
  - {breakdown: listening-speaking, people: in-post, denominator: welsh-recorded}
  - {breakdown: reading, people: in-post, denominator: known-reading}
  - {breakdown: writing, people: in-post, denominator: known-writing}
period: quarter
direction: none
decimals: 1
outcomes: [regional-solutions-welsh]
actions: [welsh-skills-at-work]
audiences: [gaps]
breakdowns: [listening-speaking, reading, writing]
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
  quarter_end as period_end, cell, breakdown, category,
  people as numerator, of_people as denominator, people, of_people as denominator_people
from marts.welsh_mix
