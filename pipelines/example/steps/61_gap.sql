-- Grain: one stretch in which one post has no holder, from the first snapshot without one; `quarters` is 0
-- where the next holder is in post before a snapshot misses the last.
create or replace table nation.gap as
with turns as (
  select slot_no, tenure_no as next_tenure_no, start_quarter,
    lag(end_quarter) over by_start as earlier_end,
    lag(tenure_no) over by_start as earlier_tenure_no
  from nation.tenure
  window by_start as (partition by slot_no order by start_quarter)
),

before_a_tenure as (
  select slot_no, earlier_tenure_no, next_tenure_no, start_quarter as to_quarter,
    coalesce(earlier_end, greatest(open_quarter, getvariable('history_start'))) as from_quarter
  from turns
  join nation.post using (slot_no)
),

after_the_last as (
  select slot_no,
    arg_max(tenure_no, end_quarter) as earlier_tenure_no,
    null::bigint as next_tenure_no,
    null::int as to_quarter,
    coalesce(max(tenure.end_quarter), greatest(any_value(open_quarter), getvariable('history_start'))) as from_quarter
  from nation.post
  left join nation.tenure using (slot_no)
  group by slot_no
)

select * from before_a_tenure
where earlier_tenure_no is not null or to_quarter > from_quarter
union all by name
select * from after_the_last
where from_quarter <= getvariable('last_quarter')
order by slot_no, from_quarter, next_tenure_no;
