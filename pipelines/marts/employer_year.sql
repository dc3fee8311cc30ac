/*---
grain: "one employer that can be followed over the twelve months ending at one quarter end"
as: table
---*/
with years as (
  select finish.quarter_end as period_end, start.quarter_end as period_start
  from marts.quarter as finish
  join marts.quarter as start on start.quarter_end = last_day(finish.quarter_end - interval 12 month)
),
staff_return as (
  select employer_code, period_end from marts.employer_return where dataset = 'staff' and is_received
),
-- an employer that a mass transfer creates or empties has a return at one end only, and belongs to the picture all the same
transferred as (
  select distinct years.period_end, breaks.area as employer_code
  from years
  join reference.series_breaks as breaks
    on breaks.effective_date::date > years.period_start and breaks.effective_date::date <= years.period_end
)
select years.period_end, years.period_start, employer.employer_code
from years
cross join (select distinct employer_code from staff_return) as employer
left join staff_return as at_start
  on at_start.employer_code = employer.employer_code and at_start.period_end = years.period_start
left join staff_return as at_end
  on at_end.employer_code = employer.employer_code and at_end.period_end = years.period_end
left join transferred
  on transferred.employer_code = employer.employer_code and transferred.period_end = years.period_end
where (at_start.employer_code is not null and at_end.employer_code is not null)
  or (transferred.employer_code is not null
    and (at_start.employer_code is not null or at_end.employer_code is not null))
