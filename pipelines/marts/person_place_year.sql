/*---
grain: "one person at one place at the start, the end or both of twelve months: who is in one leaf there, who is in several once in each of their cells; entry_route is that of the posts there at the end"
as: view
---*/
select
  period_end, leaf as place, person, at_start, at_end, in_wales_at_start, in_wales_at_end, entry_route,
  has_risen, has_changed_employer, is_registered_at_end
from marts.person_leaf_year
where leaves = 1
union all
select
  person.period_end, -leaf_cell.cell, person.person,
  bool_or(person.at_start), bool_or(person.at_end),
  bool_or(person.in_wales_at_start), bool_or(person.in_wales_at_end),
  coalesce(max(person.entry_route) filter (person.entry_route = 'apprenticeship'), min(person.entry_route)),
  bool_or(person.has_risen), bool_or(person.has_changed_employer), bool_or(person.is_registered_at_end)
from marts.person_leaf_year as person
join marts.leaf_cell using (leaf)
where person.leaves > 1
group by person.period_end, leaf_cell.cell, person.person
