/*---
order: 30
title:
  en: "Fill rate of adverts"
  cy: "Cyfradd llenwi hysbysebion"
description:
  en: "Adverts filled in the twelve months as a share of those filled or withdrawn in them. A filled advert counts at its filled date, a withdrawn one at its closing date."
  cy: "Hysbysebion a lenwyd yn ystod y deuddeg mis fel cyfran o'r rhai a lenwyd neu a dynnwyd yn ôl ynddynt. Mae hysbyseb a lenwyd yn cyfrif ar ddyddiad ei llenwi, ac un a dynnwyd yn ôl ar ei dyddiad cau."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Adverts filled"
  cy: "Hysbysebion a lenwyd"
denominator:
  en: "Adverts filled or withdrawn"
  cy: "Hysbysebion a lenwyd neu a dynnwyd yn ôl"
kind: rate
scale: 100
interval: wilson
class: O
period: year-to-quarter
direction: up
decimals: 1
outcomes: [recruitment-retention-progression]
audiences: [gaps]
quality:
  of:
    en: "of the adverts filled or withdrawn"
    cy: "o'r hysbysebion a lenwyd neu a dynnwyd yn ôl"
  what:
    en: "the date of withdrawal"
    cy: "dyddiad y tynnu'n ôl"
  records: vacancies
  counted: "status in ('filled', 'withdrawn')"
  unknown: "status = 'withdrawn' and closing_date is null"
  date: "case status when 'filled' then filled_date else coalesce(closing_date, advertised_date) end"
welsh: for-review
version: 1
---*/
select period_end, cell, filled as numerator, ended as denominator
from marts.advert_year
