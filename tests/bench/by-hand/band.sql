-- FTE by band, sector and care setting, for Wales by profession and for the boards
select
  staff.snapshot_date as period_end, total.area, total.total_profession as profession,
  total.total_staff_type as staff_type,
  case when grouping(band) = 0 then 'band' when grouping(employer.sector) = 0 then 'sector' else 'care-setting' end as breakdown,
  coalesce(band, employer.sector, care_setting, 'unknown') as category,
  sum(fte) as fte, count(distinct person) as people
from staging.staff
join total using (employer_code, profession, staff_type)
join reference.areas as employer on employer.code = staff.employer_code
join reference.areas as area on area.code = total.area
where in_post and month(snapshot_date) % 3 = 0
  and (area.level = 'country' or area.level = 'board' and total.total_profession = 'all')
group by grouping sets (
  (snapshot_date, total.area, total_profession, total_staff_type, band),
  (snapshot_date, total.area, total_profession, total_staff_type, employer.sector),
  (snapshot_date, total.area, total_profession, total_staff_type, care_setting))
