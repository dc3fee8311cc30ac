/*---
grain: "the live posts of one type in one cell at one quarter end"
as: view
---*/
select
  quarter_end, cell, post_type,
  count(*) as posts, sum(funded_fte) as funded_fte, sum(filled_fte) as filled_fte
from marts.senior_post_quarter
where is_live
group by all
