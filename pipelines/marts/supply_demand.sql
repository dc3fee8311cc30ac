/*---
grain: "one profession in Wales or a health-board area: the FTE of registered staff that is missing from the funded posts at the start of the supply model, at the employers that returned both; the ledger does not tell professions apart that need a job role"
as: view
---*/
select cell.area, cell.profession, gap.vacancy_fte::double as vacancy_fte
from marts.gap
join marts.cell using (cell)
join reference.professions on professions.code = cell.profession
where gap.quarter_end = (select max(quarter_end) from marts.supply_quarter)
  and cell.staff_type = 'registered' and cell.area_level in ('country', 'board')
  and professions.needs_job_role <> 'yes' and gap.funded_fte > 0
