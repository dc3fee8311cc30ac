/*---
order: 42
title:
  en: "Persons in leadership positions"
  cy: "Pobl mewn swyddi arwain"
description:
  en: "Persons in post who hold a position flagged as leadership."
  cy: "Pobl mewn swydd sydd â safle wedi'i nodi fel un arwain."
unit:
  en: "persons"
  cy: "pobl"
kind: count
class: P
counts:
  - people: leaders
period: quarter
direction: up
decimals: 0
outcomes: [senior-ahps, lead-innovative-services]
actions: [career-framework]
audiences: [senior]
quality:
  what:
    en: "whether a post is a leadership position"
    cy: "a yw swydd yn swydd arwain"
welsh: for-review
version: 1
---*/
select quarter_end as period_end, cell, leaders as total, leaders as people
from marts.workforce
