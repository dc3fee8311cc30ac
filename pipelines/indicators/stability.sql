/*---
order: 12
title:
  en: "Stability"
  cy: "Sefydlogrwydd"
description:
  en: "Persons in the cell at the start of the twelve months who are still in the same cell at the end, as a share of those at the start. It is not 100 less the leaver rate."
  cy: "Pobl yn y gell ar ddechrau'r deuddeg mis sy'n dal yn yr un gell ar y diwedd, fel cyfran o'r rhai ar y dechrau. Nid 100 llai'r gyfradd gadael ydyw."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons still in the cell at the end"
  cy: "Pobl sy'n dal yn y gell ar y diwedd"
denominator:
  en: "Persons in the cell at the start"
  cy: "Pobl yn y gell ar y dechrau"
kind: rate
scale: 100
interval: wilson
class: P
counts:
  - {people: stayed, denominator: {population: in-post, months_earlier: 12}}
period: year-to-quarter
direction: up
decimals: 1
outcomes: [stable-balanced-workforce, recruitment-retention-progression]
audiences: [gaps, commissioning]
quality: none
welsh: for-review
version: 1
---*/
select
  period_end, cell,
  stayed as numerator, people_at_start as denominator, stayed as people, people_at_start as denominator_people
from marts.flow
