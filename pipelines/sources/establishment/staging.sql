/*---
grain: "the funded posts of one employer, profession, staff type and band at one quarter end"
as: view
---*/
select
  source.quarter_end,
  source.employer_code,
  coalesce(occupation.profession, if(named.needs_job_role = 'yes', named.parent, named.code)) as profession,
  coalesce(occupation.staff_type, 'unspecified') as staff_type,
  source.afc_band as band,
  source.funded_fte
from current.establishment as source
left join reference.occupation_codes as occupation on occupation.code = source.occupation_code
left join reference.professions as named on named.code = source.profession
where coalesce(occupation.profession, named.code) is not null
