/*---
grain: "one assignment in scope on one snapshot date; band_rank orders the bands, null for pay scales outside them; what is not known is null"
as: table
---*/
select
  source.snapshot_date,
  source.person_id as person,
  source.assignment_id,
  source.employer_code,
  case
    when job.profession is not null and role_profession.parent = occupation.profession then job.profession
    else coalesce(role_unknown.code, occupation.profession)
  end as profession,
  occupation.profession as ledger_profession,
  occupation.staff_type,
  source.afc_band as band,
  bands.rank::tinyint as band_rank,
  source.fte,
  source.assignment_category in ('bank', 'honorary') is not true
    and source.assignment_status = 'career-break' is not true as in_post,
  source.assignment_category = 'fixed-term' is true as is_fixed_term,
  if(source.assignment_category = 'apprentice', 'apprenticeship', recruitment.entry_route) as entry_route,
  source.care_setting,
  source.practice_level,
  source.first_contact,
  source.leadership_role is true as is_leader,
  source.age_band,
  nullif(source.gender, 'unknown') as gender,
  nullif(source.ethnic_group, 'unknown') as ethnic_group,
  nullif(source.disability, 'unknown') as disability
from current.staff as source
join reference.occupation_codes as occupation
  on occupation.code = source.occupation_code and occupation.profession is not null
left join reference.job_roles as job on job.code = source.job_role
left join reference.professions as role_profession on role_profession.code = job.profession
left join reference.professions as role_unknown
  on role_unknown.parent = occupation.profession and role_unknown.kind = 'role-unknown'
left join reference.bands as bands on bands.code = source.afc_band
left join reference.recruitment_sources as recruitment on recruitment.code = source.recruitment_source
