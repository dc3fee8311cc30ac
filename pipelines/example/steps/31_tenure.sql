-- Grain: one person's holding of one post, from the first snapshot in post to the first one after leaving.
create or replace table nation.tenure as
with placed as (
  select *,
    origin_quarter
      + sum(vacant_quarters) over by_turn
      + coalesce(sum(service_quarters) over (by_turn rows between unbounded preceding and 1 preceding), 0)
      as earliest_quarter
  from nation.candidate
  window by_turn as (partition by slot_no order by turn)
),

dated as (
  select tenure_no, slot_no, turn, kind, age, is_fixed_term,
    (case when starts_in_autumn then next_autumn(earliest_quarter) else earliest_quarter end)::int as start_quarter,
    (earliest_quarter + service_quarters)::int as end_quarter
  from placed
),

progressing as (
  select dated.*, progressions.to_service as progresses_to,
    end_quarter - (end_quarter - 2) % 4 as autumn_before_end
  from dated
  join nation.post using (slot_no)
  left join example.progressions
    on progressions.from_service = service
    and chance(tenure_no, 'progression') < leavers_percent::double / 100
    and age + (end_quarter - start_quarter) / 4 < 50
  where start_quarter < end_quarter and start_quarter <= getvariable('last_quarter')
)

-- Whoever goes on to a qualification or out of training leaves in time for the autumn.
select * exclude (end_quarter, autumn_before_end, progresses_to),
  case when progresses_to is not null and autumn_before_end > start_quarter then progresses_to end as progresses_to,
  case when progresses_to is not null and autumn_before_end > start_quarter then autumn_before_end else end_quarter
  end as end_quarter
from progressing
order by tenure_no;
