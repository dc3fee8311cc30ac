/*---
grain: "the joiners of one cell within twelve months by one route into the post they then hold"
as: table
---*/
select
  period_end, cell, coalesce(entry_route, 'unknown') as route,
  count(*) as joined_cell, count(*) filter (not in_wales_at_start) as joined_wales
from marts.person_year
where at_end and not at_start
group by all
