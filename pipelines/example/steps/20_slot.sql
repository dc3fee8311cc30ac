-- Grain: one post from the quarter in which it is first funded.
create or replace table nation.slot as
with numbered as (
  select *,
    unnest(range(posts)) as position
  from nation.service
),

keyed as (
  select * exclude (position, posts, posts_before),
    posts_before + position + 1 as slot_no,
    (position + chance(posts_before + position + 1, 'opening')) / posts as growth_rank
  from numbered
),

-- A service that grows by g a year had the share exp(-g t) of its posts t years ago.
opened as (
  select *,
    ceil(getvariable('last_quarter') + 4 * ln(growth_rank) / growth)::int as growth_quarter
  from keyed
),

placed as (
  select * exclude (growth_quarter, opening_quarter, growth_rank),
    greatest(growth_quarter, coalesce(opening_quarter, growth_quarter)) as open_quarter
  from opened
)

select * exclude (open_quarter, earlier_employer_code, transfer_quarter, transferred_share),
  case staff_type when 'student' then next_autumn(open_quarter) else open_quarter end as open_quarter,
  case when is_transferred then earlier_employer_code end as earlier_employer_code,
  case when is_transferred then transfer_quarter end as transfer_quarter
from (
  select *,
    transfer_quarter is not null
      and open_quarter < transfer_quarter
      and chance(slot_no, 'transfer') < transferred_share as is_transferred
  from placed
)
order by slot_no;
