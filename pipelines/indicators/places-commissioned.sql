/*---
order: 53
title:
  en: "Training places commissioned"
  cy: "Lleoedd hyfforddi a gomisiynwyd"
description:
  en: "Places commissioned for the academic year, of all routes."
  cy: "Lleoedd a gomisiynwyd ar gyfer y flwyddyn academaidd, o bob llwybr."
unit:
  en: "places"
  cy: "lleoedd"
kind: count
class: O
period: academic-year
direction: none
decimals: 0
outcomes: [education-reflects-need]
actions: [effective-commissioning, monitor-education-and-careers]
audiences: [commissioning]
area_levels: [country]
staff_types: [all]
quality: none
welsh: for-review
version: 1
---*/
select period_end, cell, places as total
from marts.cohort
