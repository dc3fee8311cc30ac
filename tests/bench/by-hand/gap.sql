-- funded posts and staff in post of the employers that returned both
with matched as (
  select distinct quarter_end, employer_code from staging.establishment
  semi join staging.staff on staff.employer_code = establishment.employer_code and snapshot_date = quarter_end
),
funded as (
  select quarter_end as period_end, area, total_profession as profession, total_staff_type as staff_type,
    sum(funded_fte) as funded_fte
  from staging.establishment
  join total using (employer_code, profession, staff_type)
  semi join matched using (quarter_end, employer_code)
  group by all
),
in_post as (
  select quarter_end as period_end, area, total_profession as profession, total_staff_type as staff_type,
    sum(fte) as fte, count(distinct person) as people
  from staging.staff
  join matched on matched.quarter_end = snapshot_date and matched.employer_code = staff.employer_code
  join total
    on total.employer_code = staff.employer_code and total.profession = staff.profession
    and total.staff_type = staff.staff_type
  where in_post
  group by all
)
select
  period_end, area, profession, staff_type, coalesce(funded_fte, 0) as funded_fte,
  coalesce(funded_fte, 0) - coalesce(fte, 0) as vacancy_fte, coalesce(people, 0) as people
from funded full join in_post using (period_end, area, profession, staff_type)
