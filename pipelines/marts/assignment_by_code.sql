/*---
grain: "one assignment in post in one cell at one quarter end, its profession as the occupation code alone tells it"
as: view
---*/
select
  assignment.quarter_end, leaf_cell.cell, leaf.employer_code, assignment.person, assignment.fte
from marts.assignment_quarter as assignment
join marts.leaf on leaf.leaf = assignment.ledger_leaf
join marts.leaf_cell on leaf_cell.leaf = leaf.leaf
