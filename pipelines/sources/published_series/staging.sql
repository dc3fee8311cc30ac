/*---
grain: "one figure as one source printed it; is_contradicted = another source prints another figure for the same thing"
as: view
---*/
select
  *,
  count(*) over (partition by series, "group", area, measure, period) > 1 as is_contradicted
from current.published_series
