/*---
order: 60
title:
  en: "Intake set against need"
  cy: "Derbyniadau o gymharu â'r angen"
description:
  en: "Commissioned places of the latest academic year as a share of the places a year with which, by the supply model, the posts funded today are filled by the year asked for with a chance of four in five."
  cy: "Lleoedd a gomisiynwyd ar gyfer y flwyddyn academaidd ddiweddaraf fel cyfran o'r lleoedd y flwyddyn y byddai'r swyddi a ariennir heddiw, yn ôl y model cyflenwad, wedi'u llenwi â hwy erbyn y flwyddyn y gofynnir amdani, gyda siawns o bedair mewn pump."
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
quality: none
welsh: for-review
version: 2
---*/
select cohort.period_end, cohort.cell, cohort.places as numerator, required.places::double as denominator
from marts.cohort
join marts.cell using (cell)
left join marts.required_places as required
  on required.profession = cell.profession and required.period_end = cohort.period_end
