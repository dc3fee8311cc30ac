/*---
grain: "one person in post anywhere in Wales at one quarter end: the highest band, the employers, whether in a registered post"
as: table
---*/
with post as not materialized (
  select
    assignment.quarter_end, assignment.person, assignment.band_rank, assignment.posts,
    leaf.employer_code, leaf.staff_type = 'registered' as is_registered
  from marts.assignment_quarter as assignment
  join marts.leaf using (leaf)
)
select quarter_end, person, band_rank, [employer_code] as employers, is_registered
from post
where posts = 1
union all
select quarter_end, person, max(band_rank), list(distinct employer_code), bool_or(is_registered)
from post
where posts > 1
group by all
