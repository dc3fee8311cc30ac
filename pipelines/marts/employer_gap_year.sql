/*---
grain: "one employer whose funded posts and staff can both be followed over the twelve months ending at one quarter end"
as: view
---*/
with returned as (
  select
    employer_code, period_end,
    coalesce(bool_or(is_received) filter (dataset = 'staff'), false) as has_staff,
    coalesce(bool_or(is_received) filter (dataset = 'establishment'), false) as has_funded
  from marts.employer_return
  group by all
)
select employer_year.*
from marts.employer_year
left join returned as at_start
  on at_start.employer_code = employer_year.employer_code and at_start.period_end = employer_year.period_start
left join returned as at_end
  on at_end.employer_code = employer_year.employer_code and at_end.period_end = employer_year.period_end
where coalesce(at_start.has_staff = at_start.has_funded, true) and coalesce(at_end.has_staff = at_end.has_funded, true)
