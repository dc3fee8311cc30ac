/*---
grain: "one person's leaving of one employer within twelve months, the latest where there are several"
as: view
---*/
with years as (
  select distinct period_end, period_start from marts.employer_year
)
select
  years.period_end, leavers.employer_code, leavers.person,
  max(leavers.leaving_date) as leaving_date,
  arg_max(leavers.reason_group, leavers.leaving_date) as reason_group
from staging.leavers
join years on leavers.leaving_date > years.period_start and leavers.leaving_date <= years.period_end
group by all
