/*---
grain: "the funded posts and the staff in post of one cell at one quarter end, of the employers that returned both"
as: table
---*/
with matched as (
  select establishment.employer_code, establishment.period_end as quarter_end
  from marts.employer_return as establishment
  join marts.employer_return as staff using (employer_code, period_end)
  where establishment.dataset = 'establishment' and establishment.is_received
    and staff.dataset = 'staff' and staff.is_received
),
line as (
  select quarter_end, cell, employer_code, funded_fte, 0 as in_post_fte, 0 as people, null::integer as person
  from marts.funded_post
  union all
  select quarter_end, cell, employer_code, 0, fte, people, person
  from marts.post_quarter
)
select
  quarter_end, cell,
  sum(funded_fte)::decimal(18, 6) as funded_fte,
  (sum(funded_fte) - sum(in_post_fte))::decimal(18, 6) as vacancy_fte,
  (sum(people) + count(distinct person))::int as people_in_post
from line semi join matched using (employer_code, quarter_end)
group by all
