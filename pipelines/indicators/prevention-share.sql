/*---
order: 51
title:
  en: "Workforce in prevention"
  cy: "Gweithlu ym maes atal"
description:
  en: "FTE in post in prevention as a share of FTE whose care setting is known."
  cy: "FTE mewn swydd ym maes atal fel cyfran o'r FTE y mae ei leoliad gofal yn hysbys."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "FTE in prevention"
  cy: "FTE ym maes atal"
denominator:
  en: "FTE with a known setting"
  cy: "FTE mewn lleoliad hysbys"
kind: rate
scale: 100
interval: none
class: P
counts:
  - {people: in-prevention, denominator: known-setting}
period: quarter
direction: up
decimals: 1
outcomes: [wellbeing-through-public-health]
actions: [prevention-workforce-share]
audiences: [gaps]
quality:
  of:
    en: "of the FTE in post"
    cy: "o'r FTE mewn swydd"
  what:
    en: "the care setting"
    cy: "y lleoliad gofal"
  indicator: primary-community-share
  breakdown: care-setting
  categories: [unknown]
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell,
  prevention_fte as numerator, known_setting_fte as denominator, prevention_people as people, known_setting_people as denominator_people
from marts.workforce
