/*---
order: 32
title:
  en: "Routes of joiners"
  cy: "Llwybrau'r rhai sy'n ymuno"
description:
  en: "Joiners by route as a share of joiners whose route is known; unknown as a share of all joiners. An apprenticeship counts first, then the recruitment source."
  cy: "Y rhai a ymunodd yn ôl llwybr fel cyfran o'r rhai y mae eu llwybr yn hysbys; anhysbys fel cyfran o bawb a ymunodd. Prentisiaeth sy'n cyfrif gyntaf, yna'r ffynhonnell recriwtio."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Joiners by the route"
  cy: "Y rhai a ymunodd drwy'r llwybr"
denominator:
  en: "Joiners whose route is known; for unknown, all joiners"
  cy: "Y rhai a ymunodd y mae eu llwybr yn hysbys; ar gyfer anhysbys, pawb a ymunodd"
kind: rate
scale: 100
interval: wilson
class: P
counts:
  - {level: left-cell, category: unknown, people: joined-cell, denominator: joined-cell}
  - {level: left-wales, category: unknown, people: joined-wales, denominator: joined-wales}
  - {level: left-cell, people: joined-cell, denominator: joined-cell-known-route}
  - {level: left-wales, people: joined-wales, denominator: joined-wales-known-route}
period: year-to-quarter
direction: none
decimals: 1
outcomes: [broadened-access]
actions: [broader-pathways]
audiences: [commissioning]
breakdowns: [entry-route]
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
with whole as (
  select
    period_end, cell,
    sum(joined_cell) as joined_cell, coalesce(sum(joined_cell) filter (route <> 'unknown'), 0) as known_joined_cell,
    sum(joined_wales) as joined_wales, coalesce(sum(joined_wales) filter (route <> 'unknown'), 0) as known_joined_wales
  from marts.joiner_route
  semi join marts.margin_cell using (cell)
  group by all
)
select
  whole.period_end, whole.cell, 'entry-route' as breakdown, categories.code as category, 'left-cell' as level,
  coalesce(part.joined_cell, 0) as numerator, if(categories.code = 'unknown', whole.joined_cell, whole.known_joined_cell) as denominator,
  coalesce(part.joined_cell, 0) as people, if(categories.code = 'unknown', whole.joined_cell, whole.known_joined_cell) as denominator_people
from whole
join reference.categories as categories on categories.breakdown = 'entry-route'
left join marts.joiner_route as part
  on part.period_end = whole.period_end and part.cell = whole.cell and part.route = categories.code
union all
select
  whole.period_end, whole.cell, 'entry-route', categories.code, 'left-wales',
  coalesce(part.joined_wales, 0), if(categories.code = 'unknown', whole.joined_wales, whole.known_joined_wales),
  coalesce(part.joined_wales, 0), if(categories.code = 'unknown', whole.joined_wales, whole.known_joined_wales)
from whole
join reference.categories as categories on categories.breakdown = 'entry-route'
left join marts.joiner_route as part
  on part.period_end = whole.period_end and part.cell = whole.cell and part.route = categories.code
