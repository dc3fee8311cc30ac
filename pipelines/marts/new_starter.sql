/*---
grain: "the persons who came into one cell from outside Wales in the twelve months ending a year before one quarter end, and those still in post anywhere in Wales"
as: table
---*/
with joined as (
  select cell, person, last_day(period_end + interval 12 month) as period_end
  from marts.person_year
  where at_end and not at_start and not in_wales_at_start
)
select joined.period_end, joined.cell, count(*) as joined, count(wales.person) as still_in_post
from joined
join marts.quarter on quarter.quarter_end = joined.period_end
left join marts.person_in_wales as wales
  on wales.person = joined.person and wales.quarter_end = joined.period_end
group by all
