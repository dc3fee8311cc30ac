/*---
grain: "the persons in post of one margin cell at one quarter end with one level of one Welsh skill, and of how many: of all known, or of everybody where it says that it is not known"
as: table
---*/
with grouped as (
  select
    person.quarter_end, person.place,
    case
      when grouping(welsh.listening_speaking) = 0 then 'listening-speaking'
      when grouping(welsh.reading) = 0 then 'reading'
      else 'writing'
    end as breakdown,
    coalesce(welsh.listening_speaking, welsh.reading, welsh.writing, 'not-recorded') as category,
    count(*) as people
  from marts.person_place_quarter as person
  left join marts.person_welsh_quarter as welsh using (quarter_end, person)
  group by grouping sets (
    (person.quarter_end, person.place, welsh.listening_speaking), (person.quarter_end, person.place, welsh.reading),
    (person.quarter_end, person.place, welsh.writing))
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
    coalesce(counted.people, 0) as people, categories.code in ('not-stated', 'not-recorded') as is_unknown
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
