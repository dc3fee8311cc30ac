/*---
order: 34
title:
  en: "Return to practice"
  cy: "Dychwelyd i ymarfer"
description:
  en: "Joiners of the twelve months whose recruitment source is return to practice."
  cy: "Y rhai a ymunodd yn ystod y deuddeg mis y mae eu ffynhonnell recriwtio yn ddychwelyd i ymarfer."
unit:
  en: "persons"
  cy: "pobl"
kind: count
class: P
counts:
  - {level: left-cell, people: returned-cell}
  - {level: left-wales, people: returned-wales}
period: year-to-quarter
direction: up
decimals: 0
outcomes: [broadened-access, greater-mobility]
actions: [flexible-entry]
audiences: [commissioning]
levels: [left-cell, left-wales]
quality:
  of:
    en: "of the joiners"
    cy: "o'r rhai a ymunodd"
  what:
    en: "the route of entry"
    cy: "y llwybr mynediad"
  indicator: entry-routes
  breakdown: entry-route
  categories: [unknown]
welsh: for-review
version: 1
---*/
with counted as (
  select
    period_end, cell,
    coalesce(sum(joined_cell) filter (route = 'return-to-practice'), 0)::int as joined_cell,
    coalesce(sum(joined_wales) filter (route = 'return-to-practice'), 0)::int as joined_wales
  from marts.joiner_route
  group by all
)
select period_end, cell, 'left-cell' as level, joined_cell as total, joined_cell as people
from counted
union all
select period_end, cell, 'left-wales', joined_wales, joined_wales
from counted
