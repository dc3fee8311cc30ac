/*---
grain: "one person's leaving of one employer"
as: view
---*/
select
  source.leaving_date,
  source.person_id as person,
  source.employer_code,
  coalesce(reason.reason_group, 'unknown') as reason_group,
  source.destination
from current.leavers as source
left join reference.leaving_reasons as reason on reason.code = source.leaving_reason
