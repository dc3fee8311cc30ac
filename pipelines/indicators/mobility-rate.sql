/*---
order: 33
title:
  en: "Mobility between employers"
  cy: "Symudedd rhwng cyflogwyr"
description:
  en: "Persons in the cell at the start and in post anywhere in Wales at the end who have kept no employer of the start, as a share of them all. To go to another body with a mass transfer is no change of employer."
  cy: "Pobl yn y gell ar y dechrau ac mewn swydd yn unrhyw le yng Nghymru ar y diwedd nad ydynt wedi cadw unrhyw gyflogwr o'r dechrau, fel cyfran ohonynt i gyd. Nid yw mynd i gorff arall gyda throsglwyddiad torfol yn newid cyflogwr."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons with none of their employers of the start"
  cy: "Pobl heb yr un o'u cyflogwyr ar y dechrau"
denominator:
  en: "Persons in the cell at the start and in post anywhere in Wales at the end"
  cy: "Pobl yn y gell ar y dechrau ac mewn swydd yn unrhyw le yng Nghymru ar y diwedd"
kind: rate
scale: 100
interval: wilson
class: P
counts:
  - {people: changed-employer, denominator: kept-in-wales}
period: year-to-quarter
direction: none
decimals: 1
outcomes: [greater-mobility]
audiences: [gaps]
quality: none
welsh: for-review
version: 1
---*/
select
  period_end, cell,
  changed_employer as numerator, kept_in_wales as denominator, changed_employer as people, kept_in_wales as denominator_people
from marts.flow
