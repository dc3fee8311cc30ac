/*---
grain: "one leaf and one cell that it counts in"
as: table
---*/
select leaf.leaf, cell.cell
from marts.leaf
join marts.area_ancestor as area using (employer_code)
join marts.profession_ancestor as profession on profession.profession = leaf.profession
join marts.staff_type_ancestor as staff_type on staff_type.staff_type = leaf.staff_type
join marts.cell
  on cell.area = area.area and cell.profession = profession.ancestor and cell.staff_type = staff_type.ancestor
order by leaf.leaf, cell.cell
