/*---
grain: "one area, profession and staff type that can be published, numbered"
as: table
---*/
select
  row_number() over (order by areas.code, professions.code, staff_types.code)::int as cell,
  areas.code as area, areas.level as area_level, professions.code as profession, staff_types.code as staff_type
from reference.areas
cross join reference.professions
cross join reference.staff_types
