/*---
order: 31
title:
  en: "Applications per advert"
  cy: "Ceisiadau fesul hysbyseb"
description:
  en: "Applications received for each advert of the twelve months that reports them."
  cy: "Ceisiadau a ddaeth i law ar gyfer pob hysbyseb o'r deuddeg mis sy'n eu hadrodd."
unit:
  en: "applications per advert"
  cy: "ceisiadau fesul hysbyseb"
numerator:
  en: "Applications"
  cy: "Ceisiadau"
denominator:
  en: "Adverts that report applications"
  cy: "Hysbysebion sy'n adrodd ceisiadau"
kind: rate
scale: 1
interval: none
class: O
period: year-to-quarter
direction: up
decimals: 1
outcomes: [increased-applications]
audiences: [gaps, commissioning]
quality:
  of:
    en: "of the adverts"
    cy: "o'r hysbysebion"
  what:
    en: "the number of applications"
    cy: "nifer y ceisiadau"
  records: vacancies
  unknown: "applications is null"
  date: "advertised_date"
welsh: for-review
version: 1
---*/
select period_end, cell, applications as numerator, with_applications as denominator
from marts.advert_year
