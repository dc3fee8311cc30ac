-- Grain: one age from which a leaving rate holds, with the hazard summed over all years before it.
create or replace table nation.leaving_curve as
with rates as (
  select age_from::double as age_from, leavers_per_100::double / 100 as rate,
    lag(age_from::double) over by_age as earlier_age,
    lag(leavers_per_100::double / 100) over by_age as earlier_rate
  from example.leaving
  window by_age as (order by age_from::double)
)

select age_from, rate,
  coalesce(sum(((age_from - earlier_age) * earlier_rate)::decimal(12, 6)) over (order by age_from), 0)::double as hazard_before
from rates
order by age_from;
