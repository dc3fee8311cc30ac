-- Grain: one cohort: academic year × programme. What lies after the last snapshot is not known yet.
select academic_year, profession, provider, route, welsh_medium,
  places as commissioned_places,
  case when chance(cohort_key, 'applications-known') < 0.94 then applications end as applications,
  enrolled_people as enrolled,
  case when start_year + course_years < year(quarter_end(getvariable('last_quarter'))) then completed_people end as completed,
  case when start_year + course_years + 1 < year(quarter_end(getvariable('last_quarter')))
    then least(completed_people, employed_people)
  end as employed_in_wales_12m
from nation.cohort
order by academic_year, profession, provider, route, welsh_medium
