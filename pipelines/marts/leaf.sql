/*---
grain: "one employer, profession and staff type that could be returned: the finest cell, numbered"
as: table
---*/
with staff_type as (
  select distinct staff_type from marts.staff_type_ancestor
)
select
  row_number() over (order by areas.code, professions.code, staff_type.staff_type)::int as leaf,
  areas.code as employer_code, professions.code as profession, staff_type.staff_type
from reference.areas
cross join reference.professions
cross join staff_type
where areas.level = 'employer' and professions.kind <> 'total'
