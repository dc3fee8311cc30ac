/*---
order: 24
title:
  en: "Leaver rate"
  cy: "Cyfradd gadael"
description:
  en: "Persons in the cell at the start of the twelve months and not at the end, over the average of start and end headcount. Where moves in or out of AHP posts anywhere in Wales are counted, only those of them who are in no AHP post in Wales at the end."
  cy: "Pobl yn y gell ar ddechrau'r deuddeg mis ac nid ar y diwedd, dros gyfartaledd y cyfrif pennau ar y dechrau a'r diwedd. Lle cyfrifir symud i mewn neu allan o swyddi gweithwyr proffesiynol perthynol i iechyd yng Nghymru, dim ond y rhai ohonynt nad ydynt mewn unrhyw swydd o'r fath yng Nghymru ar y diwedd."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons at the start and not at the end"
  cy: "Pobl ar y dechrau ac nid ar y diwedd"
denominator:
  en: "Average of start and end headcount"
  cy: "Cyfartaledd y cyfrif pennau ar y dechrau a'r diwedd"
kind: rate
scale: 100
interval: poisson
class: P
counts:
  - {level: left-cell, people: left-cell, denominator: [in-post, {population: in-post, months_earlier: 12}]}
  - {level: left-wales, people: left-wales, denominator: [in-post, {population: in-post, months_earlier: 12}]}
period: year-to-quarter
direction: down
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
  left_cell as numerator, average_people as denominator,
  left_cell as people, greatest(people_at_start, people_at_end) as denominator_people
from marts.flow
union all
select
  period_end, cell, 'left-wales',
  left_wales, average_people,
  left_wales, greatest(people_at_start, people_at_end)
from marts.flow
