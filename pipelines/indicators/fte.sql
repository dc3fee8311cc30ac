/*---
order: 2
title:
  en: "FTE in post"
  cy: "Staff mewn swydd (FTE)"
description:
  en: "Full-time equivalent staff in post on the last day of the quarter: contracted hours over standard hours, added up over assignments."
  cy: "Staff cyfwerth ag amser llawn mewn swydd ar ddiwrnod olaf y chwarter: oriau contract dros oriau safonol, wedi'u hadio dros aseiniadau."
unit:
  en: "FTE"
  cy: "cyfwerth ag amser llawn (FTE)"
kind: fte
class: P
counts:
  - people: in-post
period: quarter
direction: none
decimals: 1
outcomes: [stable-balanced-workforce]
actions: [staffing-intelligence]
audiences: [gaps, commissioning]
breakdowns: [sector]
quality: none
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell, 'none' as breakdown, 'all' as category, fte as total, people
from marts.workforce
union all
select quarter_end, cell, breakdown, category, fte, people
from marts.fte_mix
where breakdown = 'sector'
