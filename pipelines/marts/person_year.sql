/*---
grain: "one person in one cell at the start, the end or both of twelve months; entry_route is that of the posts there at the end"
as: view
---*/
select
  person.period_end, leaf_cell.cell, person.person,
  person.at_start, person.at_end, person.in_wales_at_start, person.in_wales_at_end, person.entry_route,
  person.has_risen, person.has_changed_employer, person.is_registered_at_end
from marts.person_leaf_year as person
join marts.leaf_cell using (leaf)
where person.leaves = 1
union all
select
  person.period_end, leaf_cell.cell, person.person,
  bool_or(person.at_start), bool_or(person.at_end),
  bool_or(person.in_wales_at_start), bool_or(person.in_wales_at_end),
  coalesce(max(person.entry_route) filter (person.entry_route = 'apprenticeship'), min(person.entry_route)),
  bool_or(person.has_risen), bool_or(person.has_changed_employer), bool_or(person.is_registered_at_end)
from marts.person_leaf_year as person
join marts.leaf_cell using (leaf)
where person.leaves > 1
group by person.period_end, leaf_cell.cell, person.person
