/*---
order: 40
title:
  en: "Fill rate of advanced and consultant posts"
  cy: "Cyfradd llenwi swyddi uwch-ymarfer ac ymgynghorol"
description:
  en: "Filled FTE as a share of funded FTE, of advanced and consultant posts that are neither proposed nor disestablished."
  cy: "FTE a lenwyd fel cyfran o'r FTE a ariennir, ar gyfer swyddi uwch-ymarfer ac ymgynghorol nad ydynt yn arfaethedig nac wedi'u dileu."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Filled FTE"
  cy: "FTE a lenwyd"
denominator:
  en: "Funded FTE"
  cy: "FTE a ariennir"
kind: rate
scale: 100
interval: none
class: O
period: quarter
direction: up
decimals: 1
outcomes: [senior-ahps]
actions: [monitor-senior-ahps]
audiences: [senior]
staff_types: [all]
by_occupation_code: true
quality: none
welsh: for-review
version: 1
---*/
select quarter_end as period_end, cell, sum(filled_fte) as numerator, sum(funded_fte) as denominator
from marts.senior_post_type
where post_type in ('advanced', 'consultant')
group by all
