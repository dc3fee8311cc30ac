-- headcount, FTE and the shares of persons and FTE that need no breakdown
with person as (
  select
    staff.snapshot_date as period_end, total.area, total.total_profession as profession,
    total.total_staff_type as staff_type, staff.person,
    sum(fte) as fte,
    sum(fte) filter (care_setting is not null) as setting_fte,
    sum(fte) filter (care_setting = 'prevention') as prevention_fte,
    sum(fte) filter (care_setting in ('primary', 'community', 'intermediate')) as near_home_fte,
    max(band_rank) as band_rank, bool_and(is_fixed_term) as is_fixed_term, bool_or(is_leader) as is_leader,
    max(age_band) as age_band
  from staging.staff
  join total using (employer_code, profession, staff_type)
  where in_post and month(snapshot_date) % 3 = 0
  group by all
)
select
  period_end, area, profession, staff_type,
  count(*) as people, sum(fte) as fte,
  count(*) filter (fte < 0.995) as part_time_people,
  count(*) filter (is_fixed_term) as fixed_term_people,
  count(*) filter (is_leader) as leaders,
  count(*) filter (band_rank >= 8) as band_8a_plus_people,
  count(age_band) as known_age_people,
  count(*) filter (age_band in ('55-59', '60-64', '65+')) as aged_people,
  coalesce(sum(setting_fte), 0) as known_setting_fte,
  coalesce(sum(prevention_fte), 0) as prevention_fte,
  coalesce(sum(near_home_fte), 0) as near_home_fte
from person
group by all
