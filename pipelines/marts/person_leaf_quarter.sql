/*---
grain: "one person in one leaf at one quarter end; leaves = in how many the person is that day"
as: table
---*/
with person_leaf as (
  select quarter_end, person, leaf, sum(fte) as fte, max(age_band) as age_band
  from marts.assignment_quarter
  group by all
)
select
  quarter_end, person, leaf, fte,
  max(age_band) over same_day as age_band,
  count(*) over same_day as leaves
from person_leaf
window same_day as (partition by quarter_end, person)
