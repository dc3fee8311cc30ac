/*---
grain: "the twelve months ending at one quarter end in one cell: headcount at both ends, who came and went, and what became of those of the start who are still in post anywhere in Wales"
as: table
---*/
with counted as (
  select
    period_end, place,
    count(*) filter (at_start) as people_at_start,
    count(*) filter (at_end) as people_at_end,
    count(*) filter (at_start and at_end) as stayed,
    count(*) filter (at_end and not at_start) as joined_cell,
    count(*) filter (at_end and not at_start and not in_wales_at_start) as joined_wales,
    count(*) filter (at_start and not at_end) as left_cell,
    count(*) filter (at_start and not at_end and not in_wales_at_end) as left_wales,
    count(*) filter (at_start and in_wales_at_end) as kept_in_wales,
    count(*) filter (at_start and has_risen) as risen,
    count(*) filter (at_start and has_changed_employer) as changed_employer,
    count(*) filter (at_start and is_registered_at_end) as registered_at_end
  from marts.person_place_year
  group by all
),
in_cell as (
  select counted.period_end, place.cell, sum(columns(counted.* exclude (period_end, place)))::int
  from counted
  join marts.place using (place)
  group by counted.period_end, place.cell
)
select *, (people_at_start + people_at_end) / 2 as average_people
from in_cell
