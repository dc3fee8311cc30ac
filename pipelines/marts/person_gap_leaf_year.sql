/*---
grain: "one person in one leaf at the start, the end or both of twelve months, with the FTE there at both; leaves = in how many the person is at either"
as: table
---*/
with line as (
  select
    followed.period_end, post.leaf, post.person,
    if(followed.is_start, post.fte, 0) as start_fte,
    if(followed.is_start, 0, post.fte) as end_fte,
    followed.is_start as at_start
  from marts.person_leaf_quarter as post
  join marts.leaf using (leaf)
  join marts.employer_gap_end as followed using (employer_code, quarter_end)
),
person as (
  select
    period_end, leaf, person,
    sum(start_fte)::decimal(18, 6) as start_fte, sum(end_fte)::decimal(18, 6) as end_fte,
    bool_or(at_start) as at_start, bool_or(not at_start) as at_end
  from line
  group by all
)
select
  person.*,
  wales_start.person is not null as in_wales_at_start,
  wales_end.person is not null as in_wales_at_end,
  count(*) over (partition by person.period_end, person.person) as leaves
from person
left join marts.person_in_wales as wales_start
  on wales_start.person = person.person and wales_start.quarter_end = last_day(person.period_end - interval 12 month)
left join marts.person_in_wales as wales_end
  on wales_end.person = person.person and wales_end.quarter_end = person.period_end
