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
period: quarter
direction: none
decimals: 1
outcomes: [stable-balanced-workforce]
audiences: [gaps, commissioning]
breakdowns: [sector]
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell,
  if(grouping(sector) = 1, 'none', 'sector') as breakdown,
  if(grouping(sector) = 1, 'all', sector) as category,
  sum(fte) as total,
  count(distinct person) as people
from marts.assignment_in_cell
group by grouping sets ((quarter_end, cell), (quarter_end, cell, sector))
