/*---
order: 9
title:
  en: "Gender"
  cy: "Rhywedd"
description:
  en: "Persons in post by recorded gender as a share of those for whom it is known, with the share unknown beside it."
  cy: "Pobl mewn swydd yn ôl rhywedd a gofnodwyd fel cyfran o'r rhai y mae'n hysbys ar eu cyfer, gyda'r gyfran anhysbys wrth ei hochr."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons in the category"
  cy: "Pobl yn y categori"
denominator:
  en: "Persons of known value; for unknown, all persons in post"
  cy: "Pobl y mae eu gwerth yn hysbys; ar gyfer anhysbys, pawb mewn swydd"
kind: rate
scale: 100
interval: wilson
class: S
counts:
  - {category: unknown, people: in-post, denominator: in-post}
  - {people: in-post, denominator: known-gender}
period: quarter
direction: none
decimals: 1
outcomes: [stable-balanced-workforce]
audiences: [gaps]
breakdowns: [gender]
quality:
  of:
    en: "of the persons in post"
    cy: "o'r bobl mewn swydd"
  what:
    en: "the gender"
    cy: "y rhywedd"
  indicator: gender-mix
  breakdown: gender
  categories: [unknown]
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell, breakdown, category,
  people as numerator, of_people as denominator, people, of_people as denominator_people
from marts.person_mix
where breakdown = 'gender'
