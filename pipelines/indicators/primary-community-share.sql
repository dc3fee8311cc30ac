/*---
order: 52
title:
  en: "Workforce in primary and community care"
  cy: "Gweithlu mewn gofal sylfaenol a chymunedol"
description:
  en: "FTE in post in primary, community or intermediate care as a share of FTE whose care setting is known; the breakdown is the mix of all settings."
  cy: "FTE mewn swydd mewn gofal sylfaenol, cymunedol neu ganolraddol fel cyfran o'r FTE y mae ei leoliad gofal yn hysbys; y dadansoddiad yw cymysgedd yr holl leoliadau."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "FTE in primary, community or intermediate care"
  cy: "FTE mewn gofal sylfaenol, cymunedol neu ganolraddol"
denominator:
  en: "FTE with a known setting"
  cy: "FTE mewn lleoliad hysbys"
kind: rate
scale: 100
interval: none
class: P
counts:
  - {breakdown: none, people: near-home, denominator: known-setting}
  - {category: unknown, people: in-post, denominator: in-post}
  - {people: in-post, denominator: known-setting}
period: quarter
direction: up
decimals: 1
outcomes: [deployed-for-health]
actions: [care-close-to-home]
audiences: [gaps]
breakdowns: [care-setting]
quality:
  of:
    en: "of the FTE in post"
    cy: "o'r FTE mewn swydd"
  what:
    en: "the care setting"
    cy: "y lleoliad gofal"
  indicator: primary-community-share
  breakdown: care-setting
  categories: [unknown]
welsh: for-review
version: 1
---*/
select
  quarter_end as period_end, cell, 'none' as breakdown, 'all' as category,
  near_home_fte as numerator, known_setting_fte as denominator, near_home_people as people, known_setting_people as denominator_people
from marts.workforce
union all
select quarter_end, cell, breakdown, category, fte, of_fte, people, of_people
from marts.fte_mix
where breakdown = 'care-setting'
