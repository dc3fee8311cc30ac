/*---
grain: "the services (one of the 13 professions in one health-board area with a registered person) in one cell of registered staff at one quarter end, counted; people = all registered persons of the cell"
as: table
---*/
with service as (
  select
    workforce.quarter_end, cell.area, cell.profession, workforce.people, workforce.fte,
    coalesce(skill.recorded_people, 0) as recorded_people, coalesce(skill.level_3_plus_people, 0) as level_3_plus_people
  from marts.workforce
  join marts.cell using (cell)
  join reference.professions on professions.code = cell.profession and professions.in_plan = 'yes'
  left join marts.welsh_skill as skill using (quarter_end, cell)
  where cell.area_level = 'board' and cell.staff_type = 'registered'
),
counted_in as (
  select service.*, area.area as cell_area, profession.ancestor as cell_profession
  from service
  join (
    select distinct areas.code as board, ancestor.area
    from reference.areas
    join reference.areas as employer on employer.parent = areas.code
    join marts.area_ancestor as ancestor on ancestor.employer_code = employer.code
    where areas.level = 'board' and ancestor.area in (areas.code, areas.parent)
  ) as area on area.board = service.area
  join marts.profession_ancestor as profession on profession.profession = service.profession
)
select
  counted_in.quarter_end as period_end, cell.cell,
  count(*) filter (counted_in.people <= 4) as fragile,
  count(*) filter (counted_in.fte < 3) as under_3_fte,
  any_value(everyone.people) as people,
  count(*) filter (counted_in.recorded_people > 0) as welsh_recorded,
  count(*) filter (counted_in.level_3_plus_people > 0) as welsh_offer,
  any_value(everyone.recorded_people) as welsh_recorded_people
from counted_in
join marts.cell
  on cell.area = counted_in.cell_area and cell.profession = counted_in.cell_profession and cell.staff_type = 'registered'
join marts.welsh_skill as everyone on everyone.quarter_end = counted_in.quarter_end and everyone.cell = cell.cell
group by all
