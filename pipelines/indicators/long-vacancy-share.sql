/*---
order: 18
title:
  en: "Adverts open for more than 90 days"
  cy: "Hysbysebion ar agor am fwy na 90 diwrnod"
description:
  en: "Adverts open on the last day of the quarter that were advertised more than 90 days before, as a share of the adverts open then."
  cy: "Hysbysebion sydd ar agor ar ddiwrnod olaf y chwarter ac a gyhoeddwyd fwy na 90 diwrnod ynghynt, fel cyfran o'r hysbysebion sydd ar agor bryd hynny."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Adverts open for more than 90 days"
  cy: "Hysbysebion ar agor am fwy na 90 diwrnod"
denominator:
  en: "Open adverts"
  cy: "Hysbysebion agored"
kind: rate
scale: 100
interval: wilson
class: O
period: quarter
direction: down
decimals: 1
outcomes: [reduced-workforce-gaps]
audiences: [gaps]
quality:
  of:
    en: "of the adverts"
    cy: "o'r hysbysebion"
  what:
    en: "the date of withdrawal"
    cy: "dyddiad y tynnu'n ôl"
  records: vacancies
  unknown: "status = 'withdrawn' and closing_date is null"
  date: "advertised_date"
welsh: for-review
version: 1
---*/
select quarter_end as period_end, cell, long_adverts as numerator, adverts as denominator
from marts.open_advert
