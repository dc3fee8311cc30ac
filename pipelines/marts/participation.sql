/*---
grain: "one programme's participants in one year in one cell, and the persons in post there at the last quarter end of the year"
as: table
---*/
with last_quarter as (
  select year(quarter_end) as year, max(quarter_end) as quarter_end
  from marts.quarter
  group by all
),
year as (
  select distinct taken.year, last_quarter.quarter_end
  from staging.development as taken
  join last_quarter using (year)
),
taken as (
  select taken.year, taken.programme, cell.cell, sum(taken.participants)::int as participants
  from staging.development as taken
  join marts.area_ancestor as area using (employer_code)
  join marts.profession_ancestor as profession on profession.profession = taken.profession
  join marts.cell
    on cell.area = area.area and cell.profession = profession.ancestor and cell.staff_type = 'all'
  group by all
)
select
  make_date(year.year, 12, 31) as period_end, workforce.cell, programme.programme,
  coalesce(taken.participants, 0) as participants, workforce.people
from year
join marts.workforce using (quarter_end)
cross join (select distinct programme from staging.development) as programme
join marts.cell on cell.cell = workforce.cell and cell.staff_type = 'all'
left join taken
  on taken.year = year.year and taken.cell = workforce.cell and taken.programme = programme.programme
