/*---
grain: "one employer whose funded posts and staff can both be followed over twelve months, and one of their two ends"
as: view
---*/
select employer_code, period_end, period_start as quarter_end, true as is_start
from marts.employer_gap_year
union all
select employer_code, period_end, period_end, false
from marts.employer_gap_year
