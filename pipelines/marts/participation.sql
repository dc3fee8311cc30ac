/*---
grain: "one programme's take-up in one year in one cell"
as: view
---*/
select taken.year, cell.cell, taken.programme, taken.places, taken.participants
from staging.development as taken
join marts.area_ancestor as area using (employer_code)
join marts.profession_ancestor as profession on profession.profession = taken.profession
join marts.cell
  on cell.area = area.area and cell.profession = profession.ancestor and cell.staff_type = 'all'
