-- Grain: one assignment in post on one snapshot date; a return that never came is left out.
select quarter_end(quarter) as snapshot_date, person_id, assignment_id, employer_code, occupation_code, job_role,
  afc_band, fte, assignment_category, assignment_status, start_date_employer, start_date_nhs, recruitment_source,
  care_setting, practice_level, first_contact, leadership_role, age_band, gender, ethnic_group, disability
from nation.staff
where not exists (
  from example.missing_returns as missing
  where missing.dataset = 'staff' and missing.employer_code = staff.employer_code
    and quarter_of(missing.period_end::date) = quarter
)
order by quarter, assignment_no
