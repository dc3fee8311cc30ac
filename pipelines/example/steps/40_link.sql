-- Grain: one person who leaves one post and takes another: a move, or a step into the next staff type.
create or replace table nation.link as
with held as (
  select tenure_no, kind, start_quarter, end_quarter, progresses_to, service,
    case when target_rank <= 6 then 1 when target_rank = 7 then 2 else 3 end as band_group,
    age < 38 as starts_young,
    age + (end_quarter - start_quarter) / 4 < 38 as ends_young,
    age + (end_quarter - start_quarter) / 4 < 57 as may_move,
    case when start_quarter < transfer_quarter then earlier_employer_code else employer_code end as start_employer,
    case when end_quarter < transfer_quarter then earlier_employer_code else employer_code end as end_employer
  from nation.tenure
  join nation.post using (slot_no)
),

leavers as (
  select *, end_quarter + chance(tenure_no, 'leaves-at') as moment
  from held
  where may_move and progresses_to is null
    and end_quarter <= getvariable('last_quarter')
    and chance(tenure_no, 'moves') < 0.6
),

joiners as (
  select *, start_quarter + 0.5 + 0.5 * chance(tenure_no, 'joins-at') as moment
  from held
  where kind = 'mover' and start_quarter > getvariable('history_start')
),

-- Each joiner meets the last leaver of the same service, grade and age group; a leaver goes with the first joiner.
met as (
  select leavers.tenure_no as from_tenure_no, joiners.tenure_no as to_tenure_no,
    row_number() over (
      partition by leavers.tenure_no order by joiners.moment, joiners.tenure_no
    ) as turn
  from joiners
  asof join leavers
    on leavers.service = joiners.service
    and leavers.band_group = joiners.band_group
    and leavers.ends_young = joiners.starts_young
    and joiners.moment >= leavers.moment
  where joiners.start_quarter - leavers.end_quarter <= 1
    and joiners.start_employer <> leavers.end_employer
),

qualifying as (
  select tenure_no, progresses_to as service, end_quarter as quarter,
    row_number() over (
      partition by progresses_to, end_quarter order by chance(tenure_no, 'qualifies'), tenure_no
    ) as place
  from held
  where progresses_to is not null and end_quarter <= getvariable('last_quarter')
),

-- Trainees meet the places that open in their quarter, one to one.
places as (
  select tenure_no, service, start_quarter as quarter,
    row_number() over (
      partition by service, start_quarter order by chance(tenure_no, 'place'), tenure_no
    ) as place
  from held
  where kind in ('newly-qualified', 'trainee') and start_quarter > getvariable('history_start')
)

select from_tenure_no, to_tenure_no, 'move' as kind
from met
where turn = 1
union all
select qualifying.tenure_no as from_tenure_no, places.tenure_no as to_tenure_no, 'progression' as kind
from qualifying
join places using (service, quarter, place)
order by to_tenure_no;
