/*---
order: 59
title:
  en: "Welsh-medium places"
  cy: "Lleoedd cyfrwng Cymraeg"
description:
  en: "Commissioned places on Welsh-medium programmes as a share of all places."
  cy: "Lleoedd a gomisiynwyd ar raglenni cyfrwng Cymraeg fel cyfran o'r holl leoedd."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Welsh-medium places"
  cy: "Lleoedd cyfrwng Cymraeg"
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
outcomes: [regional-solutions-welsh, education-reflects-need]
actions: [welsh-in-commissioned-education, monitor-welsh-provision]
audiences: [commissioning]
area_levels: [country]
staff_types: [all]
quality: none
welsh: for-review
version: 1
---*/
select period_end, cell, welsh_places as numerator, places as denominator
from marts.cohort
