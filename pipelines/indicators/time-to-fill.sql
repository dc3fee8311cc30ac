/*---
order: 19
title:
  en: "Time to fill"
  cy: "Amser i lenwi"
description:
  en: "Median number of days from advert to filling, of the adverts filled in the twelve months, whenever they were advertised; also for Welsh-essential posts and all others."
  cy: "Canolrif nifer y diwrnodau o'r hysbyseb i'r llenwi, ar gyfer yr hysbysebion a lenwyd yn ystod y deuddeg mis, pryd bynnag y'u cyhoeddwyd; hefyd ar gyfer swyddi lle mae'r Gymraeg yn hanfodol a phob swydd arall."
unit:
  en: "days"
  cy: "diwrnod"
kind: median
class: O
period: year-to-quarter
direction: down
decimals: 0
outcomes: [reduced-workforce-gaps, recruitment-retention-progression]
audiences: [gaps]
breakdowns: [welsh-requirement]
quality:
  of:
    en: "of the adverts filled"
    cy: "o'r hysbysebion a lenwyd"
  what:
    en: "the Welsh language requirement of the breakdown"
    cy: "y gofyniad o ran y Gymraeg yn y dadansoddiad"
  records: vacancies
  counted: "status = 'filled'"
  unknown: "welsh_requirement is null"
  date: "filled_date"
welsh: for-review
version: 1
---*/
with filled as (
  select year.period_end, advert.cell, advert.welsh_requirement, advert.filled_date - advert.advertised_date as days
  from marts.year
  join marts.advert on advert.filled_date > year.period_start and advert.filled_date <= year.period_end
  where advert.status = 'filled'
)
select
  period_end, cell, 'none' as breakdown, 'all' as category, median(days) as total, count(*) as denominator
from filled group by all
union all
select period_end, cell, 'welsh-requirement', welsh_requirement, median(days), count(*)
from filled group by all
