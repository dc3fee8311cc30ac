/*---
grain: "the persons in post of one cell at one quarter end by what is recorded of their Welsh (listening and speaking)"
as: table
---*/
with counted as (
  select
    person.quarter_end, person.place,
    count(*) as people,
    count(*) filter (welsh.is_recorded) as recorded_people,
    count(*) filter (welsh.is_level_3_plus) as level_3_plus_people,
    coalesce(sum(person.fte) filter (welsh.is_level_3_plus), 0) as level_3_plus_fte
  from marts.person_place_quarter as person
  left join marts.person_welsh_quarter as welsh using (quarter_end, person)
  group by all
)
select
  counted.quarter_end, place.cell,
  sum(columns(counted.* exclude (quarter_end, place, level_3_plus_fte)))::int,
  sum(level_3_plus_fte)::decimal(18, 6) as level_3_plus_fte
from counted
join marts.place using (place)
group by counted.quarter_end, place.cell
