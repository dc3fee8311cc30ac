/*---
grain: "one dataset, employer and quarter end at which a return was expected: from its employer's start to the dataset's latest"
as: table
---*/
with quarters as (
  select distinct dataset, period_end from current.employer_return where month(period_end) % 3 = 0
)
select
  quarters.dataset, return_start.employer_code, quarters.period_end,
  employer_return.rows is not null as is_received,
  coalesce(employer_return.rows, 0) as rows
from quarters
join current.return_start as return_start
  on return_start.dataset = quarters.dataset and return_start.first_period <= quarters.period_end
left join current.employer_return as employer_return
  on employer_return.dataset = quarters.dataset
  and employer_return.employer_code = return_start.employer_code
  and employer_return.period_end = quarters.period_end
