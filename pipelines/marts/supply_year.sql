/*---
grain: "the registered staff of one age band in one profession in Wales or a health-board area at one quarter end of the supply model, and the twelve months before: those in post at the start who left, and those who joined; is_complete = every return due came at both ends and nobody was transferred"
as: table
---*/
with modelled as (
  select cell.cell, cell.area, cell.area_level, cell.profession, professions.kind as profession_kind
  from marts.cell
  join reference.professions on professions.code = cell.profession
  where cell.staff_type = 'registered'
    and (
      (cell.area_level = 'country' and professions.kind in ('profession', 'group', 'total'))
      or (cell.area_level = 'board' and professions.kind in ('profession', 'group'))
    )
),
modelled_place as (
  select place.place, place.cell
  from marts.place
  semi join modelled using (cell)
),
age as (
  select quarter_end, person, any_value(coalesce(age_band, 'unknown')) as age_band
  from marts.person_leaf_quarter
  where quarter_end in (select quarter_end from marts.supply_quarter union select year_start from marts.supply_quarter)
  group by all
),
stock as (
  select
    person.quarter_end, modelled_place.cell, age.age_band,
    count(*)::int as people, sum(person.fte)::double as fte,
    0 as exposed, 0 as leavers, 0 as joiners, 0 as newly_qualified
  from marts.person_place_quarter as person
  join modelled_place using (place)
  join age using (quarter_end, person)
  where person.quarter_end in (select quarter_end from marts.supply_quarter)
  group by all
),
flow as (
  select
    person.period_end as quarter_end, modelled_place.cell, age.age_band,
    0 as people, 0 as fte,
    count(*) filter (person.at_start)::int as exposed,
    count(*) filter (person.at_start and not person.at_end)::int as leavers,
    count(*) filter (person.at_end and not person.at_start)::int as joiners,
    count(*) filter (
      person.at_end and not person.at_start and person.entry_route = 'newly-qualified'
    )::int as newly_qualified
  from marts.person_place_year as person
  join modelled_place using (place)
  join marts.supply_quarter as quarter on quarter.quarter_end = person.period_end
  join age
    on age.person = person.person
    and age.quarter_end = if(person.at_start, quarter.year_start, quarter.quarter_end)
  group by all
),
counted as (
  select quarter_end, cell, age_band, sum(columns(line.* exclude (quarter_end, cell, age_band)))
  from (from stock union all by name from flow) as line
  group by all
),
-- what is known of an area: its returns at both ends, and the breaks between them
area_state as (
  select
    quarter.quarter_end, area.area,
    bool_and(coalesce(finish.is_received, true) and coalesce(start.is_received, true))
      and not bool_or(coalesce(breaks.effective_date::date between quarter.year_start + 1 and quarter.quarter_end, false))
      and quarter.year_start in (select quarter_end from marts.quarter) as is_complete
  from marts.supply_quarter as quarter
  cross join marts.area_ancestor as area
  left join marts.employer_return as finish
    on finish.dataset = 'staff' and finish.employer_code = area.employer_code
    and finish.period_end = quarter.quarter_end
  left join marts.employer_return as start
    on start.dataset = 'staff' and start.employer_code = area.employer_code
    and start.period_end = quarter.year_start
  left join reference.series_breaks as breaks on breaks.area = area.area
  group by quarter.quarter_end, quarter.year_start, area.area
)
select
  counted.quarter_end, modelled.area, modelled.area_level, modelled.profession, modelled.profession_kind,
  counted.age_band, counted.people::int as people, counted.fte::double as fte, counted.exposed::int as exposed,
  counted.leavers::int as leavers, counted.joiners::int as joiners, counted.newly_qualified::int as newly_qualified,
  area_state.is_complete
from counted
join modelled using (cell)
join area_state on area_state.area = modelled.area and area_state.quarter_end = counted.quarter_end
