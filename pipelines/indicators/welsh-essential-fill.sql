/*---
order: 50
title:
  en: "Fill rate of Welsh-essential adverts"
  cy: "Cyfradd llenwi hysbysebion Cymraeg hanfodol"
description:
  en: "Adverts filled in the twelve months as a share of those filled or withdrawn in them: those for which Welsh is essential beside all others."
  cy: "Hysbysebion a lenwyd yn ystod y deuddeg mis fel cyfran o'r rhai a lenwyd neu a dynnwyd yn ôl ynddynt: y rhai lle mae'r Gymraeg yn hanfodol wrth ochr y lleill i gyd."
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
outcomes: [regional-solutions-welsh]
actions: [welsh-in-services]
audiences: [gaps]
breakdowns: [welsh-requirement]
quality:
  of:
    en: "of the adverts filled or withdrawn"
    cy: "o'r hysbysebion a lenwyd neu a dynnwyd yn ôl"
  what:
    en: "the Welsh language requirement or the date of withdrawal"
    cy: "y gofyniad o ran y Gymraeg neu ddyddiad y tynnu'n ôl"
  records: vacancies
  counted: "status in ('filled', 'withdrawn')"
  unknown: "welsh_requirement is null or status = 'withdrawn' and closing_date is null"
  date: "case status when 'filled' then filled_date else coalesce(closing_date, advertised_date) end"
welsh: for-review
version: 1
---*/
select
  year.period_end, advert.cell, 'welsh-requirement' as breakdown, advert.welsh_requirement as category,
  count(*) filter (advert.status = 'filled') as numerator, count(*) as denominator
from marts.year
join marts.advert on advert.ended_date > year.period_start and advert.ended_date <= year.period_end
group by all
