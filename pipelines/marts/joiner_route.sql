/*---
grain: "the joiners of one cell within twelve months by one route into the post they then hold"
as: table
---*/
with counted as (
  select
    period_end, place, coalesce(entry_route, 'unknown') as route,
    count(*) as joined_cell, count(*) filter (not in_wales_at_start) as joined_wales
  from marts.person_place_year
  where at_end and not at_start
  group by all
)
select
  counted.period_end, place.cell, counted.route,
  sum(counted.joined_cell)::int as joined_cell, sum(counted.joined_wales)::int as joined_wales
from counted
join marts.place using (place)
group by all
