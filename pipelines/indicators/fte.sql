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
with in_post as (
  select quarter_end as period_end, cell, sum(fte) as fte, count(*) as people
  from marts.person_quarter
  group by all
),
by_sector as (
  select quarter_end as period_end, cell, sector, sum(fte) as fte, count(distinct person) as people
  from marts.assignment_in_cell
  group by all
)
select period_end, cell, 'none' as breakdown, 'all' as category, fte as total, people from in_post
union all
select period_end, cell, 'sector', sector, fte, people from by_sector
