/*---
grain: "one age band: the registered staff in post at both ends of any year of the supply model whose ages are known, and those who had come into an older band by the end"
as: table
---*/
with age as (
  select quarter_end, person, max(age_band) as age_band
  from marts.person_leaf_quarter
  join marts.leaf using (leaf)
  where leaf.staff_type = 'registered' and age_band is not null
    and quarter_end in (select quarter_end from marts.supply_quarter union select year_start from marts.supply_quarter)
  group by all
)
select
  start.age_band, count(*)::int as stayers,
  count(*) filter (finish.age_band > start.age_band)::int as older
from marts.supply_quarter as quarter
join age as start on start.quarter_end = quarter.year_start
join age as finish on finish.quarter_end = quarter.quarter_end and finish.person = start.person
group by all
