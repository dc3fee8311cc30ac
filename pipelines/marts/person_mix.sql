/*---
grain: "the persons in post of one margin cell at one quarter end with one age band, gender, ethnic group or answer on disability, and of how many: of all known, or of everybody where it says that it is not known"
as: table
---*/
with grouped as (
  select
    quarter_end, place,
    case
      when grouping(age_band) = 0 then 'age-band'
      when grouping(gender) = 0 then 'gender'
      when grouping(ethnic_group) = 0 then 'ethnic-group'
      else 'disability'
    end as breakdown,
    coalesce(age_band, gender, ethnic_group, disability, 'unknown') as category,
    count(*) as people
  from marts.person_place_quarter
  group by grouping sets (
    (quarter_end, place, age_band), (quarter_end, place, gender), (quarter_end, place, ethnic_group),
    (quarter_end, place, disability))
),
counted as (
  select grouped.quarter_end, place.cell, grouped.breakdown, grouped.category, sum(grouped.people)::int as people
  from grouped
  join marts.place using (place)
  semi join marts.margin_cell using (cell)
  group by all
),
listed as (
  select
    seen.quarter_end, seen.cell, seen.breakdown, categories.code as category,
    coalesce(counted.people, 0) as people, categories.code in ('unknown') as is_unknown
  from (select distinct quarter_end, cell, breakdown from counted) as seen
  join reference.categories as categories on categories.breakdown = seen.breakdown
  left join counted
    on counted.quarter_end = seen.quarter_end and counted.cell = seen.cell
    and counted.breakdown = seen.breakdown and counted.category = categories.code
)
select
  quarter_end, cell, breakdown, category, people,
  (sum(people) over mix - if(is_unknown, 0, sum(if(is_unknown, people, 0)) over mix))::int as of_people
from listed
window mix as (partition by quarter_end, cell, breakdown)
