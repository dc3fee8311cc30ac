/*---
order: 23
title:
  en: "Joiner rate"
  cy: "Cyfradd ymuno"
description:
  en: "Persons in the cell at the end of the twelve months and not at the start, over the average of start and end headcount. Level left-wales counts those of them who were in no AHP post anywhere in Wales at the start."
  cy: "Pobl yn y gell ar ddiwedd y deuddeg mis ac nid ar y dechrau, dros gyfartaledd y cyfrif pennau ar y dechrau a'r diwedd. Mae lefel left-wales yn cyfrif y rhai ohonynt nad oeddent mewn unrhyw swydd AHP yng Nghymru ar y dechrau."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons at the end and not at the start"
  cy: "Pobl ar y diwedd ac nid ar y dechrau"
denominator:
  en: "Average of start and end headcount"
  cy: "Cyfartaledd y cyfrif pennau ar y dechrau a'r diwedd"
kind: rate
scale: 100
class: P
period: year-to-quarter
direction: up
decimals: 1
outcomes: [recruitment-retention-progression]
audiences: [gaps, commissioning]
levels: [left-cell, left-wales]
welsh: for-review
version: 1
---*/
with flow as (
  select
    period_end, cell,
    count(*) filter (at_start) as people_at_start,
    count(*) filter (at_end) as people_at_end,
    count(*) filter (at_end and not at_start) as left_cell,
    count(*) filter (at_end and not at_start and not in_wales_at_start) as left_wales
  from marts.person_year
  group by all
)
select
  period_end, cell, 'left-cell' as level,
  left_cell as numerator, (people_at_start + people_at_end) / 2 as denominator,
  left_cell as people, greatest(people_at_start, people_at_end) as denominator_people
from flow
union all
select
  period_end, cell, 'left-wales',
  left_wales, (people_at_start + people_at_end) / 2,
  left_wales, greatest(people_at_start, people_at_end)
from flow
