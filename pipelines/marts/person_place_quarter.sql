/*---
grain: "one person at one place at one quarter end: who is in one leaf there, who is in several once in each of their cells; band_rank is the highest there, is_fixed_term of all posts there"
as: view
---*/
select
  quarter_end, leaf as place, person, fte, setting_fte, prevention_fte, near_home_fte,
  band_rank, is_fixed_term, is_leader, entry_route, age_band, gender, ethnic_group, disability
from marts.person_leaf_quarter
where leaves = 1
union all
select
  person.quarter_end, -leaf_cell.cell, person.person,
  sum(person.fte)::decimal(18, 6), sum(person.setting_fte)::decimal(18, 6),
  sum(person.prevention_fte)::decimal(18, 6), sum(person.near_home_fte)::decimal(18, 6),
  max(person.band_rank), bool_and(person.is_fixed_term), bool_or(person.is_leader),
  coalesce(max(person.entry_route) filter (person.entry_route = 'apprenticeship'), min(person.entry_route)),
  any_value(person.age_band), any_value(person.gender), any_value(person.ethnic_group), any_value(person.disability)
from marts.person_leaf_quarter as person
join marts.leaf_cell using (leaf)
where person.leaves > 1
group by person.quarter_end, leaf_cell.cell, person.person
