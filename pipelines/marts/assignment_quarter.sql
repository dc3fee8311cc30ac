/*---
grain: "one assignment in post at one quarter end; posts = how many the person has that day"
as: table
---*/
select
  staff.snapshot_date as quarter_end, staff.person, leaf.leaf,
  staff.band, staff.band_rank, staff.fte, staff.is_fixed_term, staff.is_leader, staff.entry_route, staff.care_setting,
  staff.age_band, staff.gender, staff.ethnic_group, staff.disability, areas.sector,
  count(*) over (partition by staff.snapshot_date, staff.person) as posts
from staging.staff
join marts.leaf using (employer_code, profession, staff_type)
join reference.areas on areas.code = staff.employer_code
where staff.in_post and month(staff.snapshot_date) % 3 = 0
