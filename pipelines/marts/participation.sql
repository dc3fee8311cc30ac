/*---
grain: "one year in one cell: the persons in post at the last quarter end of the year, and the participants in programmes of development from employers whose staff return for it is not missing"
as: table
---*/
with last_quarter as (
  select year(quarter_end) as year, max(quarter_end) as quarter_end
  from marts.quarter
  group by all
),
missing as (
  select employer_code, period_end as quarter_end
  from marts.employer_return
  where dataset = 'staff' and not is_received
),
taken as (
  select
    taken.year, cell.cell,
    sum(taken.participants) filter (taken.programme in ('leadership', 'mentoring')) as leadership,
    sum(taken.participants) filter (taken.programme = 'multi-professional') as multi_professional,
    sum(taken.participants) filter (taken.programme in ('research', 'teaching', 'innovation-exemplar')) as research,
    sum(taken.participants) filter (taken.programme = 'travel-fellowship') as travel_fellowship
  from staging.development as taken
  join last_quarter using (year)
  anti join missing using (employer_code, quarter_end)
  join marts.area_ancestor as area using (employer_code)
  join marts.profession_ancestor as profession on profession.profession = taken.profession
  join marts.cell
    on cell.area = area.area and cell.profession = profession.ancestor and cell.staff_type = 'all'
  group by all
)
select
  make_date(last_quarter.year, 12, 31) as period_end, workforce.cell, workforce.people,
  coalesce(taken.leadership, 0)::int as leadership,
  coalesce(taken.multi_professional, 0)::int as multi_professional,
  coalesce(taken.research, 0)::int as research,
  coalesce(taken.travel_fellowship, 0)::int as travel_fellowship
from last_quarter
join marts.workforce using (quarter_end)
join marts.cell on cell.cell = workforce.cell and cell.staff_type = 'all'
left join taken on taken.year = last_quarter.year and taken.cell = workforce.cell
where last_quarter.year in (select year from staging.development)
