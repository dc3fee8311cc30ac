/*---
grain: "one profession and the academic year of the latest cohorts on record: the places a year that it needs; the supply model reads what is read here and fills in the number"
as: table
---*/
select
  cohort.profession, make_date(max(cohort.start_year) + 1, 7, 31) as period_end, null::integer as places
from marts.supply_cohort as cohort
semi join marts.supply_demand as demand on demand.profession = cohort.profession
semi join marts.supply_year as staff on staff.profession = cohort.profession
group by cohort.profession
