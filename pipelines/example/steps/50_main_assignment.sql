-- Grain: one tenure as an assignment, with every change during it: band, hours, category, status, setting, employer.
create or replace table nation.main_assignment as
with taken as (
  select to_tenure_no as tenure_no, from_tenure_no, link.kind as link_kind, staff_type as earlier_staff_type
  from nation.link
  join nation.tenure on tenure_no = from_tenure_no
  join nation.post using (slot_no)
),

held as (
  select tenure.* exclude (kind, age, turn), person_no, step, from_tenure_no, earlier_staff_type,
    case
      when link_kind = 'move' then 'mover'
      when link_kind = 'progression' and tenure.kind = 'newly-qualified' then 'qualifier'
      when tenure.kind = 'mover' then if(staff_type = 'support', 'new-to-care', 'experienced')
      else tenure.kind
    end as kind,
    (tenure.start_quarter - birth_quarter) / 4 as age,
    tenure.end_quarter - tenure.start_quarter as quarters,
    person.* exclude (person_no, start_quarter, end_quarter, area),
    post.* exclude (slot_no)
  from nation.tenure
  join nation.career using (tenure_no)
  join nation.person using (person_no)
  join nation.post using (slot_no)
  left join taken using (tenure_no)
),

graded as (
  select *,
    case
      when sector = 'social-care' then null
      when kind in ('newly-qualified', 'qualifier', 'trainee') then least(target_rank, entry_rank)
      when target_rank > entry_rank and kind <> 'mover' and chance(tenure_no, 'below-grade') < 0.22 then target_rank - 1
      else target_rank
    end as rank_1,
    case kind when 'incumbent' then start_quarter + 1 + floor(36 * pow(chance(tenure_no, 'promotion'), 1.6))::int
      else start_quarter + 7 + floor(chance(tenure_no, 'promotion') * 7)::int
    end as promotion_1,
    8 + floor(chance(tenure_no, 'second-promotion') * 10)::int as until_promotion_2,
    chance(tenure_no, 'beyond-grade') < case
      when target_rank = entry_rank and staff_type = 'registered' and profession <> 'practitioner-psychologist' then 0.6
      when staff_type = 'student' or target_rank > 10 then 0
      else 0.1
    end as goes_beyond
  from held
),

promoted as (
  select *,
    case
      when rank_1 < target_rank then promotion_1
      when goes_beyond then promotion_1 + 6
    end as band_2_quarter,
    case when rank_1 + 1 < target_rank then promotion_1 + until_promotion_2 end as band_3_quarter
  from graded
),

-- One absence or other status during a tenure: maternity between 25 and 39, else a rarer kind.
absent as (
  select *,
    case
      when maternity_quarter > start_quarter and maternity_quarter < end_quarter and chance(tenure_no, 'maternity') < 0.6
        then 'maternity'
      when quarters < 3 or staff_type = 'student' then null
      when other_status < 0.035 then 'career-break'
      when other_status < 0.085 then 'acting-up'
      when other_status < 0.125 then 'internal-secondment'
      when other_status < 0.145 then 'external-secondment'
      when other_status < 0.150 then 'suspended'
    end as status
  from (
    select *,
      case when gender = '2' and staff_type <> 'student'
        then floor(birth_quarter + 4 * (25 + 14 * chance(person_no, 'maternity-age')))::int
      end as maternity_quarter,
      chance(tenure_no, 'status') as other_status
    from promoted
  )
),

returned as (
  select *,
    case status
      when 'maternity' then maternity_quarter
      else start_quarter + 1 + floor(chance(tenure_no, 'status-start') * (quarters - 2))::int
    end as status_from,
    case status
      when 'maternity' then maternity_quarter + 3 + floor(chance(tenure_no, 'status-length') * 2)::int
      when 'suspended' then start_quarter + 2 + floor(chance(tenure_no, 'status-start') * (quarters - 2))::int
      else start_quarter + 3 + floor(chance(tenure_no, 'status-start') * (quarters - 2))::int
        + floor(chance(tenure_no, 'status-length') * 4)::int
    end as status_to
  from absent
),

-- Full-time or part-time by age and gender at the start; hours change after maternity, by chance, and before retirement.
hours as (
  select returned.*,
    part_time.percent::double / 100 * part_time_factor as part_time_share,
    hours_1.value::decimal(3, 2) as part_time_1,
    hours_2.value::decimal(3, 2) as part_time_2,
    floor(birth_quarter + 4 * (57 + 5 * chance(person_no, 'winding-down')))::int as winding_down_quarter,
    staff_type <> 'student' and quarters >= 4 and sector = 'nhs' and chance(tenure_no, 'second') < 0.045 as has_second
  from returned
  asof join (select gender, age_from::double as age_from, percent from example.part_time) as part_time
    on part_time.gender = case returned.gender when '1' then '1' else '2' end
    and returned.age >= part_time.age_from
  asof join (from nation.choice where list = 'part-time-hours') as hours_1
    on hours_1.key = 'all' and chance(tenure_no, 'hours-1') >= hours_1.low
  asof join (from nation.choice where list = 'part-time-hours') as hours_2
    on hours_2.key = 'all' and chance(tenure_no, 'hours-2') >= hours_2.low
),

contracted as (
  select *,
    case
      when has_second then least(part_time_1, 0.60)
      when chance(person_no, 'part-time') < part_time_share then part_time_1
      else 1.00
    end::decimal(3, 2) as fte_1
  from hours
),

changed as (
  select *,
    case
      when staff_type = 'student' then null
      when status = 'maternity' and fte_1 = 1 and chance(tenure_no, 'hours-change') < 0.6 then status_to
      when quarters > 4 and chance(tenure_no, 'hours-change') < least(0.5, quarters * 0.012)
        then start_quarter + 2 + floor(chance(tenure_no, 'hours-quarter') * (quarters - 3))::int
    end as fte_2_quarter,
    case
      when has_second then fte_1
      when fte_1 = 1 then part_time_2
      when chance(tenure_no, 'hours-up') < 0.5 then least(1, fte_1 + 0.20)
      else part_time_2
    end::decimal(3, 2) as fte_2
  from contracted
),

dated as (
  select *,
    case
      when staff_type <> 'student' and winding_down_quarter > greatest(start_quarter, coalesce(fte_2_quarter, 0))
        and chance(person_no, 'winds-down') < 0.3 then winding_down_quarter
    end as fte_3_quarter,
    case kind
      when 'incumbent' then start_quarter - 1 - floor(4 * years_before * (0.35 + 0.6 * chance(tenure_no, 'employer-share')))::int
      else start_quarter
    end as employer_quarter,
    case kind
      when 'newly-qualified' then 1 + (chance(tenure_no, 'start-month') < 0.8)::int
      when 'qualifier' then 1 + (chance(tenure_no, 'start-month') < 0.8)::int
      when 'trainee' then 2
      when 'mover' then 1 + (chance(tenure_no, 'start-month') < 0.5)::int
      else floor(3 * chance(tenure_no, 'start-month'))::int
    end as start_month,
    case step when 1
      then start_quarter - if(kind = 'incumbent', 1, 0) - floor(4 * years_before)::int
    end as nhs_quarter,
    sector = 'nhs' and profession is not null and staff_type = 'registered' and post_type is null
      and target_rank >= 7 and chance(slot_no, 'enhanced') < 0.22 as is_enhanced
  from changed
),

sourced as (
  select dated.*,
    recruitment.value as recruitment_source,
    (quarter_start(employer_quarter) + to_months(start_month))::date as start_date_employer,
    (quarter_start(nhs_quarter) + to_months(start_month))::date as own_start_date_nhs
  from dated
  asof join (from nation.choice where list = 'recruitment') as recruitment
    on recruitment.key = if(dated.kind = 'qualifier', 'newly-qualified', dated.kind)
    and chance(tenure_no, 'recruitment') >= recruitment.low
)

select tenure_no * 4 as assignment_no,
  tenure_no, slot_no, person_no, person_id, service, profession, staff_type, sector, area, post_type, kind,
  from_tenure_no, has_second, is_fixed_term, progresses_to,
  start_quarter, end_quarter, birth_quarter, gender, ethnic_group, disability,
  employer_code, earlier_employer_code, transfer_quarter, occupation_code, job_role,
  coalesce(getvariable('band_codes')[rank_1], 'other') as band_1,
  coalesce(getvariable('band_codes')[rank_1 + 1], 'other') as band_2, band_2_quarter,
  coalesce(getvariable('band_codes')[rank_1 + 2], 'other') as band_3, band_3_quarter,
  fte_1, fte_2, fte_2_quarter,
  least(coalesce(if(fte_2_quarter is null, fte_1, fte_2), fte_1), 0.60)::decimal(3, 2) as fte_3, fte_3_quarter,
  case
    when is_fixed_term or (staff_type = 'student' and profession = 'practitioner-psychologist') then 'fixed-term'
    when staff_type = 'student' or (kind = 'qualifier' and earlier_staff_type = 'support') then 'apprentice'
    when chance(tenure_no, 'locum') < 0.003 then 'locum'
    else 'permanent'
  end as category_1,
  case
    when is_fixed_term or staff_type = 'student' then null
    when progresses_to is not null then 'apprentice'
    when kind = 'qualifier' then 'permanent'
  end as category_2,
  case
    when is_fixed_term or staff_type = 'student' then null
    when progresses_to is not null then greatest(start_quarter, end_quarter - 8)
    when kind = 'qualifier' then start_quarter + 4
  end as category_2_quarter,
  status, status_from, status_to,
  start_date_employer,
  first_value(own_start_date_nhs) over (partition by person_no order by step) as start_date_nhs,
  case when chance(tenure_no, 'source-known') < case when sector = 'social-care' then 0.4 when kind = 'incumbent' then 0.75 else 0.9 end
    then recruitment_source
  end as recruitment_source,
  case when chance(slot_no, 'setting-known') < 0.93 then setting_first end as setting_1,
  case when chance(slot_no, 'setting-known') < 0.93 then setting_last end as setting_2,
  setting_quarter,
  case
    when post_type in ('advanced', 'consultant') then post_type
    when post_type in ('first-contact', 'clinical-academic') then if(chance(slot_no, 'level') < 0.7, 'advanced', 'enhanced')
    when is_enhanced then 'enhanced'
  end as practice_level,
  case when is_enhanced then setting_quarter else established_quarter end as senior_from,
  coalesce(disestablished_quarter, 99999) as senior_to,
  post_type = 'first-contact' as is_first_contact,
  post_type = 'leadership' as is_leadership
from sourced
order by assignment_no;
