/*---
order: 6
title:
  en: "Aged 55 and over"
  cy: "55 oed a throsodd"
description:
  en: "Persons in post aged 55 or over as a share of those whose age is known; the full age profile is the breakdown."
  cy: "Pobl mewn swydd sy'n 55 oed neu drosodd fel cyfran o'r rhai y mae eu hoedran yn hysbys; y proffil oedran llawn yw'r dadansoddiad."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons aged 55 or over"
  cy: "Pobl 55 oed neu drosodd"
denominator:
  en: "Persons of known age"
  cy: "Pobl y mae eu hoedran yn hysbys"
kind: rate
scale: 100
interval: wilson
class: S
counts:
  - {breakdown: none, people: aged-55-plus, denominator: known-age}
  - {category: unknown, people: in-post, denominator: in-post}
  - {people: in-post, denominator: known-age}
period: quarter
direction: none
decimals: 1
outcomes: [stable-balanced-workforce]
audiences: [commissioning]
breakdowns: [age-band]
quality:
  of:
    en: "of the persons in post"
    cy: "o'r bobl mewn swydd"
  what:
    en: "the age"
    cy: "yr oedran"
  indicator: aged-55-plus
  breakdown: age-band
  categories: [unknown]
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell, 'none' as breakdown, 'all' as category,
  aged_people as numerator, known_age_people as denominator,
  aged_people as people, known_age_people as denominator_people
from marts.workforce
union all
select quarter_end, cell, breakdown, category, people, of_people, people, of_people
from marts.person_mix
where breakdown = 'age-band'
