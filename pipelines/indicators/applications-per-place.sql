/*---
order: 55
title:
  en: "Applications per place"
  cy: "Ceisiadau fesul lle"
description:
  en: "Applications for each commissioned place, of the cohorts that report them."
  cy: "Ceisiadau ar gyfer pob lle a gomisiynwyd, yn y carfannau sy'n eu hadrodd."
unit:
  en: "applications per place"
  cy: "ceisiadau fesul lle"
numerator:
  en: "Applications"
  cy: "Ceisiadau"
denominator:
  en: "Commissioned places of cohorts that report applications"
  cy: "Lleoedd a gomisiynwyd mewn carfannau sy'n adrodd ceisiadau"
kind: rate
scale: 1
interval: none
class: O
period: academic-year
direction: up
decimals: 1
outcomes: [increased-applications]
audiences: [commissioning]
area_levels: [country]
staff_types: [all]
quality:
  of:
    en: "of the cohorts"
    cy: "o'r carfannau"
  what:
    en: "the number of applications"
    cy: "nifer y ceisiadau"
  records: education
  unknown: "applications is null"
  date: "make_date(left(academic_year, 4)::int + 1, 7, 31)"
welsh: for-review
version: 1
---*/
select period_end, cell, applications as numerator, places_with_applications as denominator
from marts.cohort
