/*---
grain: "one profession (or group) and one total it belongs to: itself, its group, all"
as: view
---*/
select code as profession, code as ancestor from reference.professions where kind <> 'total'
union all
select code, parent from reference.professions where kind <> 'total'
union all
select member.code, parent.parent
from reference.professions as member
join reference.professions as parent on parent.code = member.parent and parent.kind = 'group'
