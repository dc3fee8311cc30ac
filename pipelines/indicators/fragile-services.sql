/*---
order: 13
title:
  en: "Fragile services"
  cy: "Gwasanaethau bregus"
description:
  en: "Services (one of the 13 professions in one of the seven health-board areas) with 1 to 4 registered persons in post; those with registered staff of fewer than 3 FTE are counted on their own. The public edition gives Wales only."
  cy: "Gwasanaethau (un o'r 13 proffesiwn yn un o'r saith ardal bwrdd iechyd) gyda 1 i 4 o bobl gofrestredig mewn swydd; cyfrifir y rhai â staff cofrestredig o lai na 3 FTE ar eu pen eu hunain. Cymru'n unig y mae'r argraffiad cyhoeddus yn ei rhoi."
unit:
  en: "services"
  cy: "gwasanaethau"
kind: count
class: P
counts:
  - people: in-post
services:
  - {persons: in-post, from: 1, to: 4}
period: quarter
direction: down
decimals: 0
outcomes: [stable-balanced-workforce, reduced-workforce-gaps]
audiences: [gaps]
area_levels: [country, board]
staff_types: [registered]
public: total
breakdowns: [hours]
quality:
  what:
    en: "the job role that tells some professions apart"
    cy: "y rôl swydd sy'n gwahaniaethu rhwng rhai proffesiynau"
welsh: for-review
version: 1
---*/
with counted as (
  select
    service.quarter_end as period_end, service.cell,
    count(*) filter (service.people <= 4) as fragile,
    count(*) filter (service.fte < 3) as under_3_fte,
    any_value(everyone.people) as people
  from marts.service_cell as service
  join marts.workforce as everyone on everyone.quarter_end = service.quarter_end and everyone.cell = service.cell
  group by all
)
select period_end, cell, 'none' as breakdown, 'all' as category, fragile as total, people
from counted
union all
select period_end, cell, 'hours', 'under-3-fte', under_3_fte, people
from counted
