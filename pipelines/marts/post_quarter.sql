/*---
grain: "one funded line of the ledger, or one assignment in post, in one cell at one quarter end, of the employers that returned both"
as: view
---*/
with matched as (
  select establishment.employer_code, establishment.period_end as quarter_end
  from marts.employer_return as establishment
  join marts.employer_return as staff using (employer_code, period_end)
  where establishment.dataset = 'establishment' and establishment.is_received
    and staff.dataset = 'staff' and staff.is_received
),
line as (
  select quarter_end, cell, employer_code, null::integer as person, funded_fte, 0::decimal(18, 6) as in_post_fte
  from marts.funded_post
  union all
  select quarter_end, cell, employer_code, person, 0, fte
  from marts.assignment_by_code
)
select line.*
from line semi join matched using (employer_code, quarter_end)
