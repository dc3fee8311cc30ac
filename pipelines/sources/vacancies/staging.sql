/*---
grain: "one recruitment advert in scope"
as: view
---*/
select
  source.vacancy_id,
  source.employer_code,
  case
    when job.profession is not null and role_profession.parent = occupation.profession then job.profession
    else coalesce(role_unknown.code, occupation.profession)
  end as profession,
  occupation.staff_type,
  source.afc_band as band,
  source.fte,
  source.advertised_date,
  source.closing_date,
  source.status,
  source.filled_date,
  source.attempt,
  source.applications,
  source.shortlisted,
  source.welsh_requirement
from current.vacancies as source
join reference.occupation_codes as occupation
  on occupation.code = source.occupation_code and occupation.profession is not null
left join reference.job_roles as job on job.code = source.job_role
left join reference.professions as role_profession on role_profession.code = job.profession
left join reference.professions as role_unknown
  on role_unknown.parent = occupation.profession and role_unknown.kind = 'role-unknown'
