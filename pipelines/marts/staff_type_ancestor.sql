/*---
grain: "one staff type and one total it belongs to; unspecified staff count in the total only"
as: view
---*/
select code as staff_type, code as ancestor from reference.staff_types where parent is not null
union all
select code, parent from reference.staff_types where parent is not null
union all
select 'unspecified', 'all'
