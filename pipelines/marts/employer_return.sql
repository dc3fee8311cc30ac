/*---
grain: "one dataset, employer and quarter end at which a return was expected: from the employer's first to the dataset's latest"
as: table
---*/
with quarters as (
  select distinct dataset, period_end from current.employer_return where month(period_end) % 3 = 0
),
first_return as (
  select dataset, employer_code, min(period_end) as first_period from current.employer_return group by all
)
select
  quarters.dataset, first_return.employer_code, quarters.period_end,
  employer_return.rows is not null as is_received,
  coalesce(employer_return.rows, 0) as rows
from quarters
join first_return on first_return.dataset = quarters.dataset and first_return.first_period <= quarters.period_end
left join current.employer_return as employer_return
  on employer_return.dataset = quarters.dataset
  and employer_return.employer_code = first_return.employer_code
  and employer_return.period_end = quarters.period_end
