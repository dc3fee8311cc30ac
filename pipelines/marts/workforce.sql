/*---
grain: "the persons in post of one cell at one quarter end, counted; near home = primary, community or intermediate care"
as: table
---*/
with counted as (
  select
    quarter_end, place,
    count(*) as people,
    sum(fte) as fte,
    count(*) filter (fte < 0.995) as part_time_people,
    count(*) filter (is_fixed_term) as fixed_term_people,
    count(*) filter (is_leader) as leaders,
    count(*) filter (band_rank >= 8) as band_8a_plus_people,
    count(age_band) as known_age_people,
    count(*) filter (age_band in ('55-59', '60-64', '65+')) as aged_people,
    count(setting_fte) as known_setting_people,
    coalesce(sum(setting_fte), 0) as known_setting_fte,
    count(prevention_fte) as prevention_people,
    coalesce(sum(prevention_fte), 0) as prevention_fte,
    count(near_home_fte) as near_home_people,
    coalesce(sum(near_home_fte), 0) as near_home_fte
  from marts.person_place_quarter
  group by all
)
select
  counted.quarter_end, place.cell,
  sum(columns(counted.* exclude (quarter_end, place, fte, known_setting_fte, prevention_fte, near_home_fte)))::int,
  sum(fte)::decimal(18, 6) as fte,
  sum(known_setting_fte)::decimal(18, 6) as known_setting_fte,
  sum(prevention_fte)::decimal(18, 6) as prevention_fte,
  sum(near_home_fte)::decimal(18, 6) as near_home_fte
from counted
join marts.place using (place)
group by counted.quarter_end, place.cell
