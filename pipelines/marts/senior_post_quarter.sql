/*---
grain: "one senior post in one cell at one quarter end; is_live = neither proposed nor disestablished"
as: view
---*/
select
  post.quarter_end, leaf_cell.cell, post.employer_code, post.post_id, post.post_type, post.funded_fte, post.filled_fte, post.status,
  post.status not in ('proposed', 'disestablished') as is_live,
  post.established_date,
  post.pillar_clinical, post.pillar_leadership, post.pillar_education, post.pillar_research
from staging.senior_posts as post
join marts.leaf
  on leaf.employer_code = post.employer_code and leaf.profession = post.profession and leaf.staff_type = 'registered'
join marts.leaf_cell using (leaf)
