/*---
grain: "the funded posts and the staff in post of one cell at one quarter end, of the employers that returned both"
as: table
---*/
select
  quarter_end, cell,
  sum(funded_fte) as funded_fte,
  sum(funded_fte) - sum(in_post_fte) as vacancy_fte,
  count(distinct person) as people_in_post
from marts.post_quarter
group by all
