/*---
order: 41
title:
  en: "Registered staff at band 8a or above"
  cy: "Staff cofrestredig ar fand 8a neu uwch"
description:
  en: "Registered persons whose highest band in the cell is 8a or above, as a share of registered persons in post: a proxy for seniority, not a count of senior posts."
  cy: "Pobl gofrestredig y mae eu band uchaf yn y gell yn 8a neu uwch, fel cyfran o'r bobl gofrestredig mewn swydd: dirprwy fesur o uchelradd, nid cyfrif o uwch swyddi."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Registered persons at band 8a or above"
  cy: "Pobl gofrestredig ar fand 8a neu uwch"
denominator:
  en: "Registered persons in post"
  cy: "Pobl gofrestredig mewn swydd"
kind: rate
scale: 100
interval: wilson
class: P
counts:
  - {people: band-8a-plus, denominator: in-post}
period: quarter
direction: up
decimals: 1
outcomes: [senior-ahps]
actions: [monitor-senior-ahps]
audiences: [senior]
staff_types: [registered]
quality:
  of:
    en: "of the registered FTE in post"
    cy: "o'r FTE cofrestredig mewn swydd"
  what:
    en: "the rank of the pay scale among the bands"
    cy: "safle'r raddfa gyflog ymhlith y bandiau"
  indicator: band-mix
  breakdown: band
  categories: [other]
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell,
  band_8a_plus_people as numerator, people as denominator, band_8a_plus_people as people, people as denominator_people
from marts.workforce
join marts.cell using (cell)
where cell.staff_type = 'registered'
