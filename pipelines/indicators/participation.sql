/*---
order: 7
title:
  en: "Participation: FTE per head"
  cy: "Cyfranogiad: FTE y pen"
description:
  en: "FTE in post per person in post."
  cy: "FTE mewn swydd fesul person mewn swydd."
unit:
  en: "FTE per person"
  cy: "FTE y person"
numerator:
  en: "FTE in post"
  cy: "FTE mewn swydd"
denominator:
  en: "Persons in post"
  cy: "Pobl mewn swydd"
kind: rate
scale: 1
interval: none
class: P
counts:
  - people: in-post
period: quarter
direction: none
decimals: 2
outcomes: [stable-balanced-workforce]
audiences: [commissioning]
quality: none
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell,
  fte as numerator, people as denominator, people, people as denominator_people
from marts.workforce
