/*---
order: 16
title:
  en: "Vacancy rate"
  cy: "Cyfradd swyddi gwag"
description:
  en: "Funded FTE less FTE in post, as a share of funded FTE (the Welsh definition). It is negative where more staff are in post than are funded; from 10 per cent on it counts as a gap."
  cy: "FTE a ariennir llai'r FTE mewn swydd, fel cyfran o'r FTE a ariennir (y diffiniad Cymreig). Mae'n negatif lle mae mwy o staff mewn swydd nag a ariennir; o 10 y cant ymlaen mae'n cyfrif fel bwlch."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Funded FTE less FTE in post"
  cy: "FTE a ariennir llai FTE mewn swydd"
denominator:
  en: "Funded FTE"
  cy: "FTE a ariennir"
kind: rate
scale: 100
interval: none
basis: funded-minus-in-post
class: P
counts:
  - people: in-post
period: quarter
direction: down
decimals: 1
threshold: {value: 10, name: {en: "gap threshold", cy: "trothwy bwlch"}}
outcomes: [reduced-workforce-gaps]
audiences: [gaps, commissioning]
by_occupation_code: true
quality: none
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell,
  vacancy_fte as numerator, funded_fte as denominator,
  people_in_post as people, null as denominator_people
from marts.gap
