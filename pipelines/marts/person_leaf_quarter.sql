/*---
grain: "one person in one leaf at one quarter end; leaves = in how many the person is that day; age, gender, ethnic group and disability are the person's; an FTE is null where no post has the setting"
as: table
---*/
with person_leaf as (
  select
    quarter_end, person, leaf,
    sum(fte)::decimal(18, 6) as fte,
    (sum(fte) filter (care_setting is not null))::decimal(18, 6) as setting_fte,
    (sum(fte) filter (care_setting = 'prevention'))::decimal(18, 6) as prevention_fte,
    (sum(fte) filter (care_setting in ('primary', 'community', 'intermediate')))::decimal(18, 6) as near_home_fte,
    max(band_rank) as band_rank, bool_and(is_fixed_term) as is_fixed_term, bool_or(is_leader) as is_leader,
    coalesce(max(entry_route) filter (entry_route = 'apprenticeship'), min(entry_route)) as entry_route,
    max(age_band) as age_band, max(gender) as gender, max(ethnic_group) as ethnic_group, max(disability) as disability,
    max(posts) as posts
  from marts.assignment_quarter
  group by all
),
several as (
  select
    quarter_end, person,
    max(age_band) as age_band, max(gender) as gender, max(ethnic_group) as ethnic_group, max(disability) as disability,
    count(*) as leaves
  from person_leaf
  where posts > 1
  group by all
)
select
  person_leaf.* exclude (age_band, gender, ethnic_group, disability, posts),
  coalesce(several.age_band, person_leaf.age_band) as age_band,
  coalesce(several.gender, person_leaf.gender) as gender,
  coalesce(several.ethnic_group, person_leaf.ethnic_group) as ethnic_group,
  coalesce(several.disability, person_leaf.disability) as disability,
  coalesce(several.leaves, 1) as leaves
from person_leaf
left join several using (quarter_end, person)
