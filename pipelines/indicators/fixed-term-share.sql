/*---
order: 8
title:
  en: "Fixed-term staff"
  cy: "Staff cyfnod penodol"
description:
  en: "Persons all of whose assignments in the cell are fixed-term, as a share of persons in post."
  cy: "Pobl y mae pob un o'u haseiniadau yn y gell am gyfnod penodol, fel cyfran o'r bobl mewn swydd."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons on fixed-term contracts only"
  cy: "Pobl ar gontractau cyfnod penodol yn unig"
denominator:
  en: "Persons in post"
  cy: "Pobl mewn swydd"
kind: rate
scale: 100
interval: wilson
class: P
counts:
  - {people: fixed-term, denominator: in-post}
period: quarter
direction: none
decimals: 1
outcomes: [stable-balanced-workforce]
audiences: [gaps]
quality:
  what:
    en: "the assignment category"
    cy: "categori'r aseiniad"
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell,
  fixed_term_people as numerator, people as denominator, fixed_term_people as people, people as denominator_people
from marts.workforce
