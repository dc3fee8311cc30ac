/*---
grain: "one funded line of the ledger, or one assignment in post, in one cell at one quarter end; is_matched = its employer returned both"
as: view
---*/
with matched as (
  select establishment.employer_code, establishment.period_end
  from marts.employer_return as establishment
  join marts.employer_return as staff using (employer_code, period_end)
  where establishment.dataset = 'establishment' and establishment.is_received
    and staff.dataset = 'staff' and staff.is_received
),
line as (
  select establishment.quarter_end, leaf.leaf, leaf.employer_code, null::uuid as person,
    establishment.funded_fte, 0::decimal(18, 6) as in_post_fte
  from staging.establishment
  join marts.leaf using (employer_code, profession, staff_type)
  union all
  select assignment.quarter_end, assignment.ledger_leaf, leaf.employer_code, assignment.person, 0, assignment.fte
  from marts.assignment_quarter as assignment
  join marts.leaf on leaf.leaf = assignment.ledger_leaf
)
select
  line.quarter_end, leaf_cell.cell, line.person, line.funded_fte, line.in_post_fte,
  matched.employer_code is not null as is_matched
from line
join marts.leaf_cell using (leaf)
left join matched on matched.employer_code = line.employer_code and matched.period_end = line.quarter_end
