/*---
order: 22
title:
  en: "Change of the gap"
  cy: "Newid yn y bwlch"
description:
  en: "Change over twelve months of the gap between funded FTE and FTE in post, split into parts that add up to it: change of funded posts, joiners from outside Wales, leavers from Wales, net moves inside Wales, changed hours of those who stay. Each part is signed as it moves the gap; employers that returned both at both ends."
  cy: "Newid dros ddeuddeg mis yn y bwlch rhwng FTE a ariennir ac FTE mewn swydd, wedi'i rannu'n rhannau sy'n adio iddo: newid yn y swyddi a ariennir, staff sy'n ymuno o'r tu allan i Gymru, staff sy'n gadael Cymru, symudiadau net o fewn Cymru, newid yn oriau'r rhai sy'n aros. Mae arwydd pob rhan yn dilyn sut y mae'n symud y bwlch; cyflogwyr a ddychwelodd y ddau ar y ddau ben."
unit:
  en: "FTE"
  cy: "cyfwerth ag amser llawn (FTE)"
kind: fte
basis: funded-minus-in-post
class: P
counts:
  - {breakdown: none, people: at-either-end}
  - {category: joiners, people: joined-wales}
  - {category: leavers, people: left-wales}
  - {category: moves, people: moved, denominator: [left-wales, joined-wales]}
  - {category: hours, people: hours-changed}
  - {category: funded, people: in-post}
balanced_by: [hours, moves]
open_parts: [funded]
period: year-to-quarter
direction: down
decimals: 1
outcomes: [reduced-workforce-gaps]
audiences: [gaps, commissioning]
breakdowns: [component]
breakdown_cells: crossed
by_occupation_code: true
quality: none
welsh: for-review
version: 1
---*/
select
  period_end, cell,
  if(component = 'all', 'none', 'component') as breakdown, component as category,
  fte as total, people
from marts.gap_change
