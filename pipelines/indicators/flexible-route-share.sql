/*---
order: 58
title:
  en: "Flexible routes"
  cy: "Llwybrau hyblyg"
description:
  en: "Commissioned places on routes other than full-time undergraduate study as a share of all places."
  cy: "Lleoedd a gomisiynwyd ar lwybrau heblaw astudio israddedig amser llawn fel cyfran o'r holl leoedd."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Places on other routes"
  cy: "Lleoedd ar lwybrau eraill"
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
outcomes: [broadened-access, education-reflects-need]
actions: [flexible-entry]
audiences: [commissioning]
area_levels: [country]
staff_types: [all]
quality: none
welsh: for-review
version: 1
---*/
select period_end, cell, flexible_places as numerator, places as denominator
from marts.cohort
