/*---
order: 56
title:
  en: "Completion"
  cy: "Cwblhau"
description:
  en: "Students who completed as a share of those who enrolled in the same cohort, of the cohorts whose completion is known; the year is that of enrolment."
  cy: "Myfyrwyr a gwblhaodd fel cyfran o'r rhai a gofrestrodd yn yr un garfan, yn y carfannau y mae eu cwblhad yn hysbys; blwyddyn y cofrestru yw'r flwyddyn."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Students who completed"
  cy: "Myfyrwyr a gwblhaodd"
denominator:
  en: "Students enrolled in the same cohorts"
  cy: "Myfyrwyr a gofrestrodd yn yr un carfannau"
kind: rate
scale: 100
interval: wilson
class: O
period: academic-year
direction: up
decimals: 1
outcomes: [education-reflects-need]
audiences: [commissioning]
area_levels: [country]
staff_types: [all]
quality:
  of:
    en: "of the cohorts"
    cy: "o'r carfannau"
  what:
    en: "the number who completed"
    cy: "nifer y rhai a gwblhaodd"
  records: education
  unknown: "completed is null"
  date: "make_date(left(academic_year, 4)::int + 1, 7, 31)"
welsh: for-review
version: 1
---*/
select period_end, cell, completed as numerator, enrolled_with_completion as denominator
from marts.cohort
