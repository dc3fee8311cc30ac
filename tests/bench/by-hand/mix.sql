-- persons by age, gender, ethnic group and disability, for Wales by profession and for the boards
with person as (
  select distinct
    staff.snapshot_date as period_end, total.area, total.total_profession as profession,
    total.total_staff_type as staff_type, staff.person, age_band, gender, ethnic_group, disability
  from staging.staff
  join total using (employer_code, profession, staff_type)
  join reference.areas on areas.code = total.area
  where in_post and month(snapshot_date) % 3 = 0
    and (areas.level = 'country' or areas.level = 'board' and total.total_profession = 'all')
)
select
  period_end, area, profession, staff_type,
  case
    when grouping(age_band) = 0 then 'age-band'
    when grouping(gender) = 0 then 'gender'
    when grouping(ethnic_group) = 0 then 'ethnic-group'
    else 'disability'
  end as breakdown,
  coalesce(age_band, gender, ethnic_group, disability, 'unknown') as category,
  count(*) as people
from person
group by grouping sets (
  (period_end, area, profession, staff_type, age_band), (period_end, area, profession, staff_type, gender),
  (period_end, area, profession, staff_type, ethnic_group), (period_end, area, profession, staff_type, disability))
