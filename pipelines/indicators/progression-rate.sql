/*---
order: 28
title:
  en: "Progression"
  cy: "Camu ymlaen"
description:
  en: "Persons in the cell at the start and in post anywhere in Wales at the end whose highest band is higher at the end, as a share of them all. A pay scale that cannot be ordered never rises."
  cy: "Pobl yn y gell ar y dechrau ac mewn swydd yn unrhyw le yng Nghymru ar y diwedd y mae eu band uchaf yn uwch ar y diwedd, fel cyfran ohonynt i gyd. Nid yw graddfa gyflog na ellir ei threfnu byth yn codi."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons whose band is higher at the end"
  cy: "Pobl y mae eu band yn uwch ar y diwedd"
denominator:
  en: "Persons in the cell at the start and in post anywhere in Wales at the end"
  cy: "Pobl yn y gell ar y dechrau ac mewn swydd yn unrhyw le yng Nghymru ar y diwedd"
kind: rate
scale: 100
interval: wilson
class: P
counts:
  - {people: risen, denominator: kept-in-wales}
period: year-to-quarter
direction: up
decimals: 1
outcomes: [recruitment-retention-progression, achieve-potential]
actions: [career-framework, monitor-education-and-careers]
audiences: [gaps, senior]
quality:
  of:
    en: "of the FTE in post"
    cy: "o'r FTE mewn swydd"
  what:
    en: "the rank of the pay scale among the bands"
    cy: "safle'r raddfa gyflog ymhlith y bandiau"
  indicator: band-mix
  breakdown: band
  categories: [other]
welsh: for-review
version: 1
---*/
select
  period_end, cell,
  risen as numerator, kept_in_wales as denominator, risen as people, kept_in_wales as denominator_people
from marts.flow
