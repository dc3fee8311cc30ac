/*---
order: 5
title:
  en: "Pay bands"
  cy: "Bandiau cyflog"
description:
  en: "Share of FTE in post at each Agenda for Change band; pay scales outside them are a category of their own."
  cy: "Cyfran yr FTE mewn swydd ar bob band Agenda ar gyfer Newid; mae graddfeydd cyflog y tu allan iddynt yn gategori ar wahân."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "FTE at the band"
  cy: "FTE ar y band"
denominator:
  en: "FTE in post"
  cy: "FTE mewn swydd"
kind: rate
scale: 100
interval: none
class: P
counts:
  - {people: in-post, denominator: in-post}
period: quarter
direction: none
decimals: 1
outcomes: [stable-balanced-workforce, achieve-potential]
audiences: [gaps, senior]
breakdowns: [band]
quality: none
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell, breakdown, category,
  fte as numerator, of_fte as denominator, people, of_people as denominator_people
from marts.fte_mix
where breakdown = 'band' and category <> 'unknown'
