/*---
order: 29
title:
  en: "From support to registered staff"
  cy: "O staff cymorth i staff cofrestredig"
description:
  en: "Support persons of the cell at the start who are registered anywhere in Wales at the end, as a share of those in post at both ends."
  cy: "Staff cymorth y gell ar y dechrau sydd wedi'u cofrestru yn unrhyw le yng Nghymru ar y diwedd, fel cyfran o'r rhai mewn swydd ar y ddau ben."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons registered at the end"
  cy: "Pobl gofrestredig ar y diwedd"
denominator:
  en: "Persons in the cell at the start and in post anywhere in Wales at the end"
  cy: "Pobl yn y gell ar y dechrau ac mewn swydd yn unrhyw le yng Nghymru ar y diwedd"
kind: rate
scale: 100
interval: wilson
class: P
counts:
  - {people: became-registered, denominator: kept-in-wales}
period: year-to-quarter
direction: up
decimals: 1
outcomes: [recruitment-retention-progression, broadened-access]
actions: [career-framework]
audiences: [commissioning]
staff_types: [support]
quality: none
welsh: for-review
version: 1
---*/
select
  period_end, cell,
  registered_at_end as numerator, kept_in_wales as denominator, registered_at_end as people, kept_in_wales as denominator_people
from marts.flow
join marts.cell using (cell)
where cell.staff_type = 'support'
