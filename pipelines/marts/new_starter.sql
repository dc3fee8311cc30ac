/*---
grain: "the persons who came into one cell from outside Wales in the twelve months ending a year before one quarter end, and those still in post anywhere in Wales; of the employers that can be followed over both years"
as: table
---*/
with joined as (
  select cell, person, last_day(period_end + interval 12 month) as period_end
  from marts.person_year
  where at_end and not at_start and not in_wales_at_start
),
followed as (
  select period_end, cell, person, in_wales_at_end from marts.person_year where at_start
)
select period_end, cell, count(*) as joined, count(*) filter (followed.in_wales_at_end) as still_in_post
from joined join followed using (period_end, cell, person)
group by all
