/*---
order: 15
title:
  en: "Vacancies"
  cy: "Swyddi gwag"
description:
  en: "Funded FTE less FTE in post on the last day of the quarter, of the employers that returned both. It is negative where more staff are in post than are funded."
  cy: "FTE a ariennir llai'r FTE mewn swydd ar ddiwrnod olaf y chwarter, ar gyfer y cyflogwyr a ddychwelodd y ddau. Mae'n negatif lle mae mwy o staff mewn swydd nag a ariennir."
unit:
  en: "FTE"
  cy: "cyfwerth ag amser llawn (FTE)"
kind: fte
basis: funded-minus-in-post
class: P
counts:
  - people: in-post
period: quarter
direction: down
decimals: 1
outcomes: [reduced-workforce-gaps]
audiences: [gaps, commissioning]
by_occupation_code: true
quality: none
welsh: for-review
version: 1
---*/
select quarter_end as period_end, cell, vacancy_fte as total, people_in_post as people
from marts.gap
