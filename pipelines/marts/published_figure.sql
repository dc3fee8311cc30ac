/*---
grain: "one figure as one source printed it, as it is published beside the indicators"
as: view
---*/
select
  series, "group", group_cy, area, measure, period, period_cy, period_end::varchar as period_end,
  value::double as value, value_text, status, note, source, is_contradicted as conflict
from staging.published_series
