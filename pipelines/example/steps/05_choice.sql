-- Grain: one value of one weighted list for one key, with the share of all weights before it.
-- A random number picks the value with the greatest `low` at or below it.
create or replace table nation.choice as
with weighted as (
  select 'occupation' as list, service as key, weight,
    concat_ws('|', occupation_code, coalesce(job_role, '')) as value
  from example.occupations
  union all by name
  select 'band' as list, service as key, weight, rank as value
  from example.bands
  join reference.bands on bands.code = afc_band
  union all by name
  select 'setting-first' as list, service as key, weight_first as weight, care_setting as value
  from example.settings_of_care
  union all by name
  select 'setting-gain' as list, service as key, care_setting as value,
    greatest(weight_last::double - weight_first::double, 0)::text as weight
  from example.settings_of_care
  union all by name
  select 'joiner' as list, staff_type as key, weight, kind as value
  from example.joiners
  where weight is not null
  union all by name
  select 'recruitment' as list, kind as key, weight, recruitment_source as value
  from example.recruitment
  union all by name
  select 'part-time-hours' as list, 'all' as key, weight, fte as value
  from example.part_time_hours
  union all by name
  select 'leaving-reason' as list, situation as key, weight, leaving_reason as value
  from example.leaving_reasons
  union all by name
  select 'destination' as list, situation as key, weight, destination as value
  from example.leaving_destinations
),

summed as (
  select list, key, value, weight::decimal(9, 3) as weight,
    sum(weight::decimal(9, 3)) over (partition by list, key order by value) as weight_to_here,
    sum(weight::decimal(9, 3)) over (partition by list, key) as weight_in_all
  from weighted
)

select list, key, value, (weight_to_here - weight)::double / weight_in_all::double as low
from summed
where weight > 0
order by list, key, low;

set variable band_codes = (select list(code order by rank::int) from reference.bands where rank is not null);
