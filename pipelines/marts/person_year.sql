/*---
grain: "one person in one cell at the start, the end or both of twelve months"
as: view
---*/
select
  person.period_end, leaf_cell.cell, person.person,
  person.at_start, person.at_end, person.in_wales_at_start, person.in_wales_at_end
from marts.person_leaf_year as person
join marts.leaf_cell using (leaf)
where person.leaves = 1
union all
select
  person.period_end, leaf_cell.cell, person.person,
  bool_or(person.at_start), bool_or(person.at_end),
  bool_or(person.in_wales_at_start), bool_or(person.in_wales_at_end)
from marts.person_leaf_year as person
join marts.leaf_cell using (leaf)
where person.leaves > 1
group by person.period_end, leaf_cell.cell, person.person
