/*---
grain: "one person in one leaf at the start, the end or both of twelve months, with the FTE there at both; leaves = in how many the person is at either; what holds for all of Wales is the same in each"
as: table
---*/
with followed as (
  select employer_year.period_end, employer_year.period_start, leaf.leaf
  from marts.employer_year join marts.leaf using (employer_code)
),
at_start as (
  select followed.period_end, person.person, person.leaf, person.fte
  from marts.person_leaf_quarter as person
  join followed on followed.leaf = person.leaf and followed.period_start = person.quarter_end
),
at_end as (
  select followed.period_end, person.person, person.leaf, person.fte, person.entry_route
  from marts.person_leaf_quarter as person
  join followed on followed.leaf = person.leaf and followed.period_end = person.quarter_end
),
joined as (
  select
    period_end, person, leaf, at_end.entry_route,
    at_start.person is not null as at_start, at_end.person is not null as at_end,
    coalesce(at_start.fte, 0)::decimal(18, 6) as start_fte, coalesce(at_end.fte, 0)::decimal(18, 6) as end_fte
  from at_start full join at_end using (period_end, person, leaf)
),
-- at one body of a mass transfer before it and at one of them after it: the employer has changed, not the person
transferred as (
  select distinct transfer.period_end, wales_start.person
  from marts.transfer
  join marts.person_in_wales as wales_start
    on wales_start.quarter_end = last_day(transfer.period_end - interval 12 month)
    and list_has_any(wales_start.employers, transfer.employers)
  join marts.person_in_wales as wales_end
    on wales_end.person = wales_start.person and wales_end.quarter_end = transfer.period_end
    and list_has_any(wales_end.employers, transfer.employers)
),
several as (
  select period_end, person, count(*) as leaves
  from joined
  group by all
  having count(*) > 1
)
select
  joined.*,
  wales_start.person is not null as in_wales_at_start,
  wales_end.person is not null as in_wales_at_end,
  coalesce(wales_end.band_rank > wales_start.band_rank, false) as has_risen,
  coalesce(not list_has_any(wales_start.employers, wales_end.employers), false)
    and transferred.person is null as has_changed_employer,
  coalesce(wales_end.is_registered, false) as is_registered_at_end,
  coalesce(several.leaves, 1) as leaves
from joined
left join several using (period_end, person)
left join marts.person_in_wales as wales_start
  on wales_start.person = joined.person
  and wales_start.quarter_end = last_day(joined.period_end - interval 12 month)
left join marts.person_in_wales as wales_end
  on wales_end.person = joined.person and wales_end.quarter_end = joined.period_end
left join transferred on transferred.period_end = joined.period_end and transferred.person = joined.person
