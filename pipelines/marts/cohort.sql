/*---
grain: "one cohort in one cell: Wales, the profession or a total of it, all staff"
as: view
---*/
select
  cohort.academic_year, cell.cell, cohort.provider, cohort.route, cohort.welsh_medium,
  cohort.commissioned_places, cohort.applications, cohort.enrolled, cohort.completed, cohort.employed_in_wales_12m
from staging.education as cohort
join marts.profession_ancestor as ancestor using (profession)
join marts.cell
  on cell.area = 'W92000004' and cell.profession = ancestor.ancestor and cell.staff_type = 'all'
