/*---
grain: "one person in one cell (the profession as the occupation code tells it) at the start, the end or both of twelve months, with the FTE there at both"
as: view
---*/
with line as (
  select
    followed.period_end, post.cell, post.person,
    if(post.quarter_end = followed.period_start, post.fte, 0) as start_fte,
    if(post.quarter_end = followed.period_end, post.fte, 0) as end_fte,
    post.quarter_end = followed.period_start as at_start
  from marts.assignment_by_code as post
  join marts.employer_gap_year as followed
    on followed.employer_code = post.employer_code and post.quarter_end in (followed.period_start, followed.period_end)
)
select
  period_end, cell, person,
  sum(start_fte) as start_fte, sum(end_fte) as end_fte,
  bool_or(at_start) as at_start, bool_or(not at_start) as at_end
from line
group by all
