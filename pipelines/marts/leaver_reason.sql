/*---
grain: "the leavers of one cell within twelve months with one reason: the latest one given by an employer of the cell"
as: table
---*/
with leaver as (
  select period_end, cell, person, in_wales_at_end
  from marts.person_year
  where at_start and not at_end
),
given as (
  select
    leaver.period_end, leaver.cell, leaver.person,
    arg_max(leaving.reason_group, [leaving.leaving_date::varchar, leaving.reason_group]) as reason
  from leaver
  join marts.leaving using (period_end, person)
  join marts.cell using (cell)
  join marts.area_ancestor as area
    on area.employer_code = leaving.employer_code and area.area = cell.area
  group by all
)
select
  leaver.period_end, leaver.cell, coalesce(given.reason, 'unknown') as reason,
  count(*) as left_cell, count(*) filter (not leaver.in_wales_at_end) as left_wales
from leaver
left join given using (period_end, cell, person)
group by all
