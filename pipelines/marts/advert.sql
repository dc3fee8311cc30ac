/*---
grain: "one recruitment advert in one cell; ended_date = filled, or closed when withdrawn; a withdrawn advert without a closing date is left out, as its end is not known"
as: view
---*/
select
  advert.vacancy_id, advert.employer_code, leaf_cell.cell, advert.fte, advert.advertised_date, advert.status, advert.filled_date,
  case advert.status when 'filled' then advert.filled_date when 'withdrawn' then advert.closing_date end as ended_date,
  advert.attempt, advert.applications,
  if(advert.welsh_requirement = 'essential', 'essential', 'other') as welsh_requirement
from staging.vacancies as advert
join marts.leaf using (employer_code, profession, staff_type)
join marts.leaf_cell using (leaf)
where advert.status <> 'withdrawn' or advert.closing_date is not null
