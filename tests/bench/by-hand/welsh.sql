-- persons by their latest recorded Welsh (listening and speaking), and the FTE of those at level 3 or above
with person as (
  select
    staff.snapshot_date as period_end, total.area, total.total_profession as profession,
    total.total_staff_type as staff_type, staff.person, sum(fte) as fte
  from staging.staff
  join total using (employer_code, profession, staff_type)
  where in_post and month(snapshot_date) % 3 = 0
  group by all
),
skill as (
  select in_post.period_end, in_post.person, skill.listening_speaking as speaking
  from (select distinct period_end, person from person) as in_post
  asof join staging.welsh_skills as skill
    on skill.person = in_post.person and skill.assessed_date <= in_post.period_end
)
select
  period_end, area, profession, staff_type,
  count(*) as people,
  count(*) filter (speaking <> 'not-stated') as recorded_people,
  count(*) filter (speaking in ('3', '4', '5')) as level_3_plus_people,
  coalesce(sum(fte) filter (speaking in ('3', '4', '5')), 0) as level_3_plus_fte
from person left join skill using (period_end, person)
group by all
