-- Grain: one post (slot) with what it is for: occupation, band, hours, setting, senior role.
create or replace table nation.post as
with described as (
  select slot.*,
    coalesce(senior.occupation_code, split_part(occupation.value, '|', 1)) as occupation_code,
    coalesce(senior.job_role, nullif(split_part(occupation.value, '|', 2), '')) as job_role,
    coalesce(senior.rank, band.value::int) as target_rank,
    case
      when staff_type = 'student' or chance(slot_no, 'full-time-post') < 0.66 then 1.00
      else hours.value::decimal(3, 2)
    end::decimal(3, 2) as post_fte,
    case sector when 'social-care' then 'social-care' else setting_first.value end as setting_first,
    case
      when sector = 'social-care' then 'social-care'
      when chance(slot_no, 'setting-leaves') < 1 - care.weight_last::double / care.weight_first::double
        then setting_gain.value
      else setting_first.value
    end as setting_last,
    getvariable('history_start') + 1 + floor(chance(slot_no, 'setting-change') * 38)::int as setting_quarter,
    senior.post_type, senior.established_quarter, senior.disestablished_quarter
  from nation.slot
  left join nation.senior_post as senior using (slot_no)
  asof join (from nation.choice where list = 'occupation') as occupation
    on occupation.key = slot.service and chance(slot_no, 'occupation') >= occupation.low
  asof join (from nation.choice where list = 'band') as band
    on band.key = slot.service and chance(slot_no, 'band') >= band.low
  asof join (from nation.choice where list = 'part-time-hours') as hours
    on hours.key = 'all' and chance(slot_no, 'post-hours') >= hours.low
  asof join (from nation.choice where list = 'setting-first') as setting_first
    on setting_first.key = slot.service and chance(slot_no, 'setting') >= setting_first.low
  asof left join (from nation.choice where list = 'setting-gain') as setting_gain
    on setting_gain.key = slot.service and chance(slot_no, 'setting-gain') >= setting_gain.low
  left join example.settings_of_care as care
    on care.service = slot.service and care.care_setting = setting_first.value
)

select described.*,
  recodes.to_code as later_code,
  quarter_of(recodes.effective_date::date) as recode_quarter
from described
left join example.recodes
  on recodes.from_code = occupation_code
  and coalesce(recodes.employer_code, described.employer_code) = described.employer_code
order by slot_no;
