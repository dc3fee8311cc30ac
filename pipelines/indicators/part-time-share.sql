/*---
order: 7
title:
  en: "Part-time staff"
  cy: "Staff rhan-amser"
description:
  en: "Persons whose hours within the cell come to less than one full-time post (below 0.995 FTE), as a share of persons in post."
  cy: "Pobl y mae eu horiau yn y gell yn llai nag un swydd amser llawn (o dan 0.995 FTE), fel cyfran o'r bobl mewn swydd."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons below 0.995 FTE"
  cy: "Pobl o dan 0.995 FTE"
denominator:
  en: "Persons in post"
  cy: "Pobl mewn swydd"
kind: rate
scale: 100
interval: wilson
class: P
counts:
  - {people: part-time, denominator: in-post}
period: quarter
direction: none
decimals: 1
outcomes: [stable-balanced-workforce]
audiences: [commissioning]
quality: none
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell,
  part_time_people as numerator, people as denominator, part_time_people as people, people as denominator_people
from marts.workforce
