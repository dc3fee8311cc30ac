/*---
grain: "one cohort in its profession, or in the group that the profession belongs to"
as: view
---*/
select
  ancestor.ancestor as profession, professions.kind = 'group' as is_group, cohort.route,
  left(cohort.academic_year, 4)::int as start_year,
  cohort.commissioned_places as places, cohort.enrolled, cohort.completed,
  cohort.employed_in_wales_12m as employed
from staging.education as cohort
join marts.profession_ancestor as ancestor using (profession)
join reference.professions on professions.code = ancestor.ancestor and professions.kind <> 'total'
