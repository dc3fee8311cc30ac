/*---
grain: "one person in one cell at one quarter end: in each total once, however many posts; band_rank is the highest there, is_fixed_term of all posts there"
as: view
---*/
select
  person.quarter_end, leaf_cell.cell, person.person,
  person.fte, person.setting_fte, person.prevention_fte, person.near_home_fte,
  person.band_rank, person.is_fixed_term, person.is_leader, person.entry_route,
  person.age_band, person.gender, person.ethnic_group, person.disability
from marts.person_leaf_quarter as person
join marts.leaf_cell using (leaf)
where person.leaves = 1
union all
select
  person.quarter_end, leaf_cell.cell, person.person,
  sum(person.fte), sum(person.setting_fte), sum(person.prevention_fte), sum(person.near_home_fte),
  max(person.band_rank), bool_and(person.is_fixed_term), bool_or(person.is_leader),
  coalesce(max(person.entry_route) filter (person.entry_route = 'apprenticeship'), min(person.entry_route)),
  any_value(person.age_band), any_value(person.gender), any_value(person.ethnic_group), any_value(person.disability)
from marts.person_leaf_quarter as person
join marts.leaf_cell using (leaf)
where person.leaves > 1
group by person.quarter_end, leaf_cell.cell, person.person
