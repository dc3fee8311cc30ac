/*---
grain: "one person in post at one quarter end who has been assessed: the latest assessment by then"
as: table
---*/
with in_post as (
  select distinct quarter_end, person from marts.person_leaf_quarter
)
select
  in_post.quarter_end, in_post.person, skill.assessed_date,
  skill.listening_speaking, skill.reading, skill.writing,
  skill.listening_speaking <> 'not-stated' as is_recorded,
  skill.listening_speaking in ('3', '4', '5') as is_level_3_plus
from in_post
asof join staging.welsh_skills as skill
  on skill.person = in_post.person and skill.assessed_date <= in_post.quarter_end
