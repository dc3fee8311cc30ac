/*---
grain: "one cohort, that is an academic year of a programme"
as: view
---*/
select
  academic_year, profession, provider, route, welsh_medium,
  commissioned_places, applications, enrolled, completed, employed_in_wales_12m
from current.education
