/*---
grain: "one quarter end for which staff were returned"
as: table
---*/
select distinct snapshot_date as quarter_end
from staging.staff
where month(snapshot_date) % 3 = 0
order by quarter_end
