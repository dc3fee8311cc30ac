/*---
order: 60
title:
  en: "Intake set against need"
  cy: "Derbyniadau o gymharu â'r angen"
description:
  en: "Commissioned places as a share of the places that the supply model requires."
  cy: "Lleoedd a gomisiynwyd fel cyfran o'r lleoedd y mae'r model cyflenwad yn gofyn amdanynt."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Commissioned places"
  cy: "Lleoedd a gomisiynwyd"
denominator:
  en: "Places required"
  cy: "Lleoedd sydd eu hangen"
kind: rate
scale: 100
interval: none
class: O
period: academic-year
direction: up
decimals: 1
outcomes: [education-reflects-need]
actions: [effective-commissioning]
audiences: [commissioning]
area_levels: [country]
staff_types: [all]
unavailable:
  en: "The places required come from a supply model, which does not exist yet."
  cy: "Daw'r lleoedd sydd eu hangen o fodel cyflenwad, nad yw'n bodoli eto."
quality: none
welsh: for-review
version: 1
---*/
select period_end, cell, places as numerator, null::double as denominator
from marts.cohort
