/*---
grain: "one assignment in post in one cell at one quarter end"
as: view
---*/
select assignment.quarter_end, leaf_cell.cell, assignment.person, assignment.band, assignment.fte,
  assignment.care_setting, assignment.sector
from marts.assignment_quarter as assignment
join marts.leaf_cell using (leaf)
