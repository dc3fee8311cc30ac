/*---
grain: "the cohorts of one academic year in one cell (Wales, the profession or a total of it, all staff), their places, people and what is known of them; the academic year ends on 31 July"
as: table
---*/
select
  make_date(left(cohort.academic_year, 4)::int + 1, 7, 31) as period_end, cell.cell,
  sum(cohort.commissioned_places)::int as places,
  coalesce(sum(cohort.commissioned_places) filter (cohort.route <> 'undergraduate'), 0)::int as flexible_places,
  coalesce(sum(cohort.commissioned_places) filter (cohort.welsh_medium), 0)::int as welsh_places,
  sum(cohort.enrolled)::int as enrolled,
  (sum(cohort.applications))::int as applications,
  (sum(cohort.commissioned_places) filter (cohort.applications is not null))::int as places_with_applications,
  sum(cohort.completed)::int as completed,
  (sum(cohort.enrolled) filter (cohort.completed is not null))::int as enrolled_with_completion,
  sum(cohort.employed_in_wales_12m)::int as employed_in_wales,
  (sum(cohort.completed) filter (cohort.employed_in_wales_12m is not null))::int as completed_with_employment
from staging.education as cohort
join marts.profession_ancestor as ancestor using (profession)
join marts.cell
  on cell.area_level = 'country' and cell.profession = ancestor.ancestor and cell.staff_type = 'all'
group by all
