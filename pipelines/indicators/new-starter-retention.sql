/*---
order: 27
title:
  en: "Retention of new starters"
  cy: "Cadw staff newydd"
description:
  en: "Persons who came into the cell from outside all of Wales in the twelve months ending a year ago and are still in post anywhere in Wales, as a share of those who came."
  cy: "Pobl a ddaeth i'r gell o'r tu allan i Gymru gyfan yn y deuddeg mis a ddaeth i ben flwyddyn yn ôl ac sy'n dal mewn swydd yn unrhyw le yng Nghymru, fel cyfran o'r rhai a ddaeth."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Of those, persons still in post anywhere in Wales"
  cy: "O'r rheini, pobl sy'n dal mewn swydd yn unrhyw le yng Nghymru"
denominator:
  en: "Persons who joined from outside Wales a year before"
  cy: "Pobl a ymunodd o'r tu allan i Gymru flwyddyn ynghynt"
kind: rate
scale: 100
interval: wilson
class: P
counts:
  - {people: starters-kept, denominator: {population: joined-wales, months_earlier: 12}}
period: year-to-quarter
direction: up
decimals: 1
outcomes: [recruitment-retention-progression]
audiences: [gaps, commissioning]
looks_back: [12, 24]
quality: none
welsh: for-review
version: 1
---*/
select
  period_end, cell,
  still_in_post as numerator, joined as denominator, still_in_post as people, joined as denominator_people
from marts.new_starter
