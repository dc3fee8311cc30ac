/*---
grain: "the staff in post of one employer in one cell at one quarter end: those in one leaf counted together, those in several one by one, so that people = sum(people) + count(distinct person)"
as: view
---*/
with counted as (
  select quarter_end, leaf, sum(fte)::decimal(18, 6) as fte, count(*) as people, null::integer as person
  from marts.person_leaf_quarter
  where leaves = 1
  group by all
  union all
  select quarter_end, leaf, fte, 0, person
  from marts.person_leaf_quarter
  where leaves > 1
)
select counted.quarter_end, leaf.employer_code, leaf_cell.cell, counted.fte, counted.people, counted.person
from counted
join marts.leaf using (leaf)
join marts.leaf_cell using (leaf)
