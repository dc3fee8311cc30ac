/*---
grain: "one senior post of a registered AHP at one quarter end"
as: view
---*/
select
  source.quarter_end,
  source.post_id,
  source.employer_code,
  coalesce(occupation.profession, if(named.needs_job_role = 'yes', named.parent, named.code)) as profession,
  source.post_type,
  source.afc_band as band,
  source.funded_fte,
  source.filled_fte,
  source.status,
  source.established_date,
  source.care_setting,
  source.pillar_clinical,
  source.pillar_leadership,
  source.pillar_education,
  source.pillar_research
from current.senior_posts as source
left join reference.occupation_codes as occupation on occupation.code = source.occupation_code
left join reference.professions as named on named.code = source.profession
where coalesce(occupation.profession, named.code) is not null
