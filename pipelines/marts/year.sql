/*---
grain: "twelve months between two quarter ends for which staff were returned"
as: view
---*/
select finish.quarter_end as period_end, start.quarter_end as period_start
from marts.quarter as finish
join marts.quarter as start on start.quarter_end = last_day(finish.quarter_end - interval 12 month)
