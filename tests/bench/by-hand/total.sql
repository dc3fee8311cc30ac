-- one employer, profession and staff type, and one total that it counts in
with in_area as (
  select code as employer_code, unnest(list_distinct([code, parent, 'W92000004'])) as area
  from reference.areas where level = 'employer'
),
in_profession as (
  select code as profession, unnest(list_distinct([code, parent, 'all'])) as total_profession
  from reference.professions where kind <> 'total'
),
in_staff_type as (
  select code as staff_type, unnest([code, parent]) as total_staff_type
  from reference.staff_types where parent is not null
  union all
  select 'unspecified', 'all'
)
from in_area cross join in_profession cross join in_staff_type
