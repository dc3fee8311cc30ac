/*---
grain: "one assignment in post at one quarter end; posts = how many the person has that day"
as: table
---*/
with in_post as not materialized (
  select staff.*, leaf.leaf
  from staging.staff
  join marts.leaf using (employer_code, profession, staff_type)
  where staff.in_post and month(staff.snapshot_date) % 3 = 0
),
several as (
  select snapshot_date, person, count(*) as posts
  from in_post
  group by all
  having count(*) > 1
)
select
  in_post.snapshot_date as quarter_end, in_post.person, in_post.leaf,
  in_post.band, in_post.band_rank, in_post.fte, in_post.is_fixed_term, in_post.is_leader, in_post.entry_route,
  in_post.care_setting, in_post.age_band, in_post.gender, in_post.ethnic_group, in_post.disability,
  coalesce(several.posts, 1) as posts
from in_post
left join several using (snapshot_date, person)
