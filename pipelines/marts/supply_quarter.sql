/*---
grain: "one quarter end of the supply model: the latest for which every staff return due came, and those whole years before it"
as: table
---*/
with complete as (
  select period_end
  from marts.employer_return
  where dataset = 'staff'
  group by period_end
  having bool_and(is_received)
),
latest as (
  select coalesce((select max(period_end) from complete), max(quarter_end)) as quarter_end from marts.quarter
)
select quarter.quarter_end, last_day(quarter.quarter_end - interval 12 month) as year_start
from marts.quarter
join latest
  on month(quarter.quarter_end) = month(latest.quarter_end) and quarter.quarter_end <= latest.quarter_end
order by quarter.quarter_end
