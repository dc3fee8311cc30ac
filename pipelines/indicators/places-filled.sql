/*---
order: 54
title:
  en: "Places filled"
  cy: "Lleoedd a lenwyd"
description:
  en: "Students enrolled as a share of commissioned places."
  cy: "Myfyrwyr a gofrestrodd fel cyfran o'r lleoedd a gomisiynwyd."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Students enrolled"
  cy: "Myfyrwyr a gofrestrodd"
denominator:
  en: "Commissioned places"
  cy: "Lleoedd a gomisiynwyd"
kind: rate
scale: 100
interval: none
class: O
period: academic-year
direction: up
decimals: 1
outcomes: [education-reflects-need]
audiences: [commissioning]
area_levels: [country]
staff_types: [all]
quality: none
welsh: for-review
version: 1
---*/
select period_end, cell, enrolled as numerator, places as denominator
from marts.cohort
