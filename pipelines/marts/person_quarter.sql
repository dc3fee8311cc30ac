/*---
grain: "one person in one cell at one quarter end: in each total once, however many posts"
as: view
---*/
select person.quarter_end, leaf_cell.cell, person.person, person.fte, person.age_band
from marts.person_leaf_quarter as person
join marts.leaf_cell using (leaf)
where person.leaves = 1
union all
select
  person.quarter_end, leaf_cell.cell, person.person,
  sum(person.fte) as fte, any_value(person.age_band) as age_band
from marts.person_leaf_quarter as person
join marts.leaf_cell using (leaf)
where person.leaves > 1
group by person.quarter_end, leaf_cell.cell, person.person
