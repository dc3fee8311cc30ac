/*---
grain: "one person in one leaf at one quarter end; leaves = in how many the person is that day; age, gender, ethnic group and disability are the person's; an FTE is null where no post has the setting"
as: table
---*/
with post as not materialized (
  select
    *,
    if(care_setting is not null, fte, null) as setting_fte,
    if(care_setting = 'prevention', fte, null) as prevention_fte,
    if(care_setting in ('primary', 'community', 'intermediate'), fte, null) as near_home_fte
  from marts.assignment_quarter
),
person_leaf as (
  select
    quarter_end, person, leaf,
    sum(fte) as fte, sum(setting_fte) as setting_fte, sum(prevention_fte) as prevention_fte,
    sum(near_home_fte) as near_home_fte,
    max(band_rank) as band_rank, bool_and(is_fixed_term) as is_fixed_term, bool_or(is_leader) as is_leader,
    coalesce(max(entry_route) filter (entry_route = 'apprenticeship'), min(entry_route)) as entry_route
  from post
  where posts > 1
  group by all
),
person as (
  select
    quarter_end, person,
    max(age_band) as age_band, max(gender) as gender, max(ethnic_group) as ethnic_group, max(disability) as disability,
    count(distinct leaf) as leaves
  from marts.assignment_quarter
  where posts > 1
  group by all
)
select
  quarter_end, person, leaf,
  fte::decimal(18, 6) as fte, setting_fte::decimal(18, 6) as setting_fte, prevention_fte::decimal(18, 6) as prevention_fte,
  near_home_fte::decimal(18, 6) as near_home_fte,
  band_rank, is_fixed_term, is_leader, entry_route, age_band, gender, ethnic_group, disability, 1 as leaves
from post
where posts = 1
union all
select person_leaf.*, person.age_band, person.gender, person.ethnic_group, person.disability, person.leaves
from person_leaf
join person using (quarter_end, person)
