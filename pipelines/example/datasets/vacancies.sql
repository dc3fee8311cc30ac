-- Grain: one recruitment advert.
with languages as (
  select code as area, coalesce(own.speakers::double / own.aged_3_plus::double, wales.speakers::double / wales.aged_3_plus::double)
    as speaker_share
  from reference.areas
  left join reference.welsh_speakers as own on own.area = code
  join reference.welsh_speakers as wales on wales.area = 'W92000004'
)

select pseudonym('EV', advert_no) as vacancy_id,
  if(quarter_of(advertised_date) < transfer_quarter, earlier_employer_code, employer_code) as employer_code,
  if(quarter_of(advertised_date) >= recode_quarter, later_code, occupation_code) as occupation_code,
  job_role,
  if(sector = 'social-care', 'other', getvariable('band_codes')[target_rank]) as afc_band,
  post_fte as fte,
  case when post_type in ('advanced', 'consultant') then post_type end as practice_level,
  case when chance(slot_no, 'setting-known') < 0.93
    then if(quarter_of(advertised_date) >= setting_quarter, setting_last, setting_first)
  end as care_setting,
  advertised_date,
  if(status = 'open' and closes_date > last_day, null, closes_date) as closing_date,
  status,
  if(status = 'filled', found_date, null) as filled_date,
  attempt, applications_received as applications, shortlisted,
  case
    when chance(slot_no, 'welsh-asked') > 0.94 then null
    when chance(slot_no, 'welsh-required') < speaker_share * 0.65 then 'essential'
    when chance(slot_no, 'welsh-required') < speaker_share * 1.0 then 'to-be-learnt'
    when chance(slot_no, 'welsh-required') < speaker_share + 0.55 then 'desirable'
    else 'not-necessary'
  end as welsh_requirement
from nation.advert
join languages using (area)
order by advertised_date, advert_no
