/*---
grain: "the persons in post of one margin cell at one quarter end with one value of one characteristic, and of how many: of all known, or of everybody where the value says that it is not known"
as: table
---*/
with person as (
  select person.*, welsh.listening_speaking, welsh.reading, welsh.writing
  from marts.person_place_quarter as person
  left join marts.person_welsh_quarter as welsh using (quarter_end, person)
),
counted as (
  select
    quarter_end, place,
    case
      when grouping(age_band) = 0 then 'age-band'
      when grouping(gender) = 0 then 'gender'
      when grouping(ethnic_group) = 0 then 'ethnic-group'
      when grouping(disability) = 0 then 'disability'
      when grouping(listening_speaking) = 0 then 'listening-speaking'
      when grouping(reading) = 0 then 'reading'
      when grouping(writing) = 0 then 'writing'
    end as breakdown,
    coalesce(age_band, gender, ethnic_group, disability, listening_speaking, reading, writing) as category,
    count(*) as people
  from person
  group by grouping sets (
    (quarter_end, place, age_band), (quarter_end, place, gender), (quarter_end, place, ethnic_group),
    (quarter_end, place, disability), (quarter_end, place, listening_speaking), (quarter_end, place, reading),
    (quarter_end, place, writing))
),
named as (
  select
    counted.quarter_end, place.cell, counted.breakdown,
    coalesce(category, if(breakdown in ('listening-speaking', 'reading', 'writing'), 'not-recorded', 'unknown')) as category,
    sum(people) as people
  from counted
  join marts.place using (place)
  semi join marts.margin_cell using (cell)
  group by all
),
whole as (
  select
    quarter_end, cell, breakdown,
    sum(people) as everyone,
    coalesce(sum(people) filter (category not in ('unknown', 'not-stated', 'not-recorded')), 0) as known
  from named
  group by all
)
select
  whole.quarter_end, whole.cell, whole.breakdown, categories.code as category,
  coalesce(named.people, 0) as people,
  if(categories.code in ('unknown', 'not-stated', 'not-recorded'), whole.everyone, whole.known) as of_people
from whole
join reference.categories as categories on categories.breakdown = whole.breakdown
left join named
  on named.quarter_end = whole.quarter_end and named.cell = whole.cell
  and named.breakdown = whole.breakdown and named.category = categories.code
