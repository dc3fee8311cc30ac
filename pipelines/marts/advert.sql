/*---
grain: "one recruitment advert in one cell; ended_date = filled, or closed when withdrawn"
as: view
---*/
select
  advert.vacancy_id, leaf_cell.cell, advert.fte, advert.advertised_date, advert.closing_date, advert.status,
  advert.filled_date,
  case advert.status when 'filled' then advert.filled_date when 'withdrawn' then advert.closing_date end as ended_date,
  advert.attempt, advert.applications, advert.shortlisted, advert.welsh_requirement
from staging.vacancies as advert
join marts.leaf using (employer_code, profession, staff_type)
join marts.leaf_cell using (leaf)
