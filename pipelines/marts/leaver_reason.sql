/*---
grain: "the leavers of one cell within twelve months with one reason: the latest one given by an employer of the cell"
as: table
---*/
with given as (
  select
    leaving.period_end, leaving.person, area.area,
    arg_max(leaving.reason_group, [leaving.leaving_date::varchar, leaving.reason_group]) as reason
  from marts.leaving
  join marts.area_ancestor as area using (employer_code)
  group by all
)
select
  leaver.period_end, leaver.cell, coalesce(given.reason, 'unknown') as reason,
  count(*) as left_cell, count(*) filter (not leaver.in_wales_at_end) as left_wales
from marts.person_year as leaver
join marts.cell using (cell)
left join given
  on given.period_end = leaver.period_end and given.person = leaver.person and given.area = cell.area
where leaver.at_start and not leaver.at_end
group by all
