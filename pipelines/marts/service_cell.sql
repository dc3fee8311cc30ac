/*---
grain: "one service (one of the 13 professions in one health-board area with a registered person) and one cell of registered staff it counts in, at one quarter end"
as: view
---*/
select
  workforce.quarter_end, service.cell as service_cell, cell.cell, workforce.people, workforce.fte
from marts.workforce
join marts.cell as service using (cell)
join reference.professions on professions.code = service.profession and professions.in_plan = 'yes'
join reference.areas on areas.code = service.area
join marts.profession_ancestor as profession on profession.profession = service.profession
join marts.cell
  on cell.area in (areas.code, areas.parent) and cell.profession = profession.ancestor and cell.staff_type = 'registered'
where service.area_level = 'board' and service.staff_type = 'registered'
