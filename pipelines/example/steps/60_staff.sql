-- Grain: one assignment on one snapshot, as the employer would return it.
create or replace view nation.staff as
with snapshots as (
  select *,
    unnest(range(
      greatest(start_quarter, getvariable('first_quarter')),
      least(end_quarter, getvariable('last_quarter') + 1)
    ))::int as quarter
  from nation.assignment
)

select quarter, assignment_no, tenure_no, slot_no, service, profession, person_id, assignment_id, recruitment_source,
  gender, ethnic_group, disability, start_date_employer, start_date_nhs,
  if(quarter < transfer_quarter, earlier_employer_code, employer_code) as employer_code,
  if(quarter >= recode_quarter, later_code, occupation_code) as occupation_code,
  job_role,
  value_at(quarter, band_1, band_2_quarter, band_2, band_3_quarter, band_3) as afc_band,
  value_at(quarter, fte_1, fte_2_quarter, fte_2, fte_3_quarter, fte_3) as fte,
  -- Budgets follow a change of hours a year later.
  value_at(greatest(quarter - 4, start_quarter), fte_1, fte_2_quarter, fte_2, fte_3_quarter, fte_3) as budgeted_fte,
  if(quarter >= category_2_quarter, category_2, category_1) as assignment_category,
  if(quarter >= status_from and quarter < status_to and status is not null, status, 'active') as assignment_status,
  if(quarter >= setting_quarter, setting_2, setting_1) as care_setting,
  if(quarter >= senior_from and quarter < senior_to, practice_level, null) as practice_level,
  if(sector = 'nhs', is_first_contact is true and quarter >= senior_from and quarter < senior_to, null) as first_contact,
  if(sector = 'nhs', is_leadership is true and quarter >= senior_from and quarter < senior_to, null) as leadership_role,
  case
    when chance(person_no, 'age-known') < 0.99
      then getvariable('age_bands')[greatest(1, least(10, floor((quarter - birth_quarter) / 20)::int - 3))]
  end as age_band
from snapshots;

set variable age_bands =
  ['20-24', '25-29', '30-34', '35-39', '40-44', '45-49', '50-54', '55-59', '60-64', '65+'];
