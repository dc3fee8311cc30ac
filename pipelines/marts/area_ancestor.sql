/*---
grain: "one employer and one area it belongs to: itself, its health-board area (or the national bodies), Wales"
as: view
---*/
select code as employer_code, code as area from reference.areas where level = 'employer'
union all
select code, parent from reference.areas where level = 'employer'
union all
select code, 'W92000004' from reference.areas where level = 'employer'
