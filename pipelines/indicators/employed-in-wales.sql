/*---
order: 57
title:
  en: "Employed in Wales within twelve months"
  cy: "Cyflogedig yng Nghymru o fewn deuddeg mis"
description:
  en: "Completers employed in Wales within twelve months as a share of all completers, of the cohorts for which it is known; the year is that of enrolment."
  cy: "Y rhai a gwblhaodd ac a gyflogwyd yng Nghymru o fewn deuddeg mis fel cyfran o bawb a gwblhaodd, yn y carfannau y mae hynny'n hysbys ar eu cyfer; blwyddyn y cofrestru yw'r flwyddyn."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Completers employed in Wales"
  cy: "Y rhai a gwblhaodd ac a gyflogwyd yng Nghymru"
denominator:
  en: "Students who completed"
  cy: "Myfyrwyr a gwblhaodd"
kind: rate
scale: 100
interval: wilson
class: O
period: academic-year
direction: up
decimals: 1
outcomes: [education-reflects-need, recruitment-retention-progression]
audiences: [commissioning]
area_levels: [country]
staff_types: [all]
quality:
  of:
    en: "of the cohorts"
    cy: "o'r carfannau"
  what:
    en: "the number employed in Wales"
    cy: "nifer y rhai a gyflogwyd yng Nghymru"
  records: education
  unknown: "employed_in_wales_12m is null or completed is null"
  date: "make_date(left(academic_year, 4)::int + 1, 7, 31)"
welsh: for-review
version: 1
---*/
select period_end, cell, employed_in_wales as numerator, completed_with_employment as denominator
from marts.cohort
