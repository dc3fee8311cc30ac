-- Grain: one post (slot) with what it is for: occupation, band, hours, setting, senior role.
create or replace table nation.post as
select slot.*,
  coalesce(senior.occupation_code, split_part(occupation.value, '|', 1)) as occupation_code,
  coalesce(senior.job_role, nullif(split_part(occupation.value, '|', 2), '')) as job_role,
  coalesce(senior.rank, band.value::int) as target_rank,
  case
    when staff_type = 'student' or chance(slot_no, 'full-time-post') < 0.66 then 1.00
    else hours.value::decimal(3, 2)
  end::decimal(3, 2) as post_fte,
  case sector when 'social-care' then 'social-care' else setting_first.value end as setting_first,
  case sector when 'social-care' then 'social-care' else setting_last.value end as setting_last,
  getvariable('history_start') + 1 + floor(chance(slot_no, 'setting-change') * 38)::int as setting_quarter,
  senior.post_type, senior.established_quarter, senior.disestablished_quarter
from nation.slot
left join nation.senior_post as senior using (slot_no)
asof join (from nation.choice where list = 'occupation') as occupation
  on occupation.key = service and chance(slot_no, 'occupation') >= occupation.low
asof join (from nation.choice where list = 'band') as band
  on band.key = service and chance(slot_no, 'band') >= band.low
asof join (from nation.choice where list = 'part-time-hours') as hours
  on hours.key = 'all' and chance(slot_no, 'post-hours') >= hours.low
asof join (from nation.choice where list = 'setting-first') as setting_first
  on setting_first.key = service and chance(slot_no, 'setting') >= setting_first.low
asof join (from nation.choice where list = 'setting-last') as setting_last
  on setting_last.key = service and chance(slot_no, 'setting') >= setting_last.low
order by slot_no;
