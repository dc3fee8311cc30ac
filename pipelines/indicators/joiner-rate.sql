/*---
order: 23
title:
  en: "Joiner rate"
  cy: "Cyfradd ymuno"
description:
  en: "Persons in the cell at the end of the twelve months and not at the start, over the average of start and end headcount. Where moves in or out of AHP posts anywhere in Wales are counted, only those of them who were in no AHP post in Wales at the start."
  cy: "Pobl yn y gell ar ddiwedd y deuddeg mis ac nid ar y dechrau, dros gyfartaledd y cyfrif pennau ar y dechrau a'r diwedd. Lle cyfrifir symud i mewn neu allan o swyddi gweithwyr proffesiynol perthynol i iechyd yng Nghymru, dim ond y rhai ohonynt nad oeddent mewn unrhyw swydd o'r fath yng Nghymru ar y dechrau."
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
interval: poisson
class: P
counts:
  - {level: left-cell, people: joined-cell, denominator: [in-post, {population: in-post, months_earlier: 12}]}
  - {level: left-wales, people: joined-wales, denominator: [in-post, {population: in-post, months_earlier: 12}]}
period: year-to-quarter
direction: up
decimals: 1
outcomes: [recruitment-retention-progression]
audiences: [gaps, commissioning]
levels: [left-cell, left-wales]
compared_levels: [left-wales]
quality: none
welsh: for-review
version: 1
---*/
select
  period_end, cell, 'left-cell' as level,
  joined_cell as numerator, average_people as denominator,
  joined_cell as people, greatest(people_at_start, people_at_end) as denominator_people
from marts.flow
union all
select
  period_end, cell, 'left-wales',
  joined_wales, average_people,
  joined_wales, greatest(people_at_start, people_at_end)
from marts.flow
