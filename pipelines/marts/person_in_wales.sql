/*---
grain: "one person in post anywhere in Wales at one quarter end: the highest band, the employers, whether in a registered post"
as: table
---*/
select
  assignment.quarter_end, assignment.person,
  max(assignment.band_rank) as band_rank,
  list(distinct leaf.employer_code) as employers,
  bool_or(leaf.staff_type = 'registered') as is_registered
from marts.assignment_quarter as assignment
join marts.leaf using (leaf)
group by all
