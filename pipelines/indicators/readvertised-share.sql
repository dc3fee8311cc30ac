/*---
order: 20
title:
  en: "Re-advertised posts"
  cy: "Swyddi a ail-hysbysebwyd"
description:
  en: "Adverts of the twelve months at the second or a later attempt, as a share of all adverts of the twelve months."
  cy: "Hysbysebion y deuddeg mis ar yr ail gynnig neu'n ddiweddarach, fel cyfran o holl hysbysebion y deuddeg mis."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Adverts at attempt 2 or later"
  cy: "Hysbysebion ar gynnig 2 neu'n ddiweddarach"
denominator:
  en: "Adverts of the twelve months"
  cy: "Hysbysebion y deuddeg mis"
kind: rate
scale: 100
interval: wilson
class: O
period: year-to-quarter
direction: down
decimals: 1
outcomes: [reduced-workforce-gaps]
audiences: [gaps]
quality:
  of:
    en: "of the adverts"
    cy: "o'r hysbysebion"
  what:
    en: "the number of attempts"
    cy: "nifer yr ymgeisiau"
  records: vacancies
  unknown: "attempt is null"
  date: "advertised_date"
welsh: for-review
version: 1
---*/
select period_end, cell, readvertised as numerator, placed as denominator
from marts.advert_year
