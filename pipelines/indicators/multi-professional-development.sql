/*---
order: 62
title:
  en: "Multi-professional development"
  cy: "Datblygiad amlbroffesiynol"
description:
  en: "Participants in multi-professional programmes per 100 AHPs in post. The headcount is that of 31 December or the nearest quarter end of the year."
  cy: "Cyfranogwyr mewn rhaglenni amlbroffesiynol fesul 100 o weithwyr mewn swydd. Y cyfrif pennau yw'r un ar 31 Rhagfyr neu ddiwedd y chwarter agosaf yn y flwyddyn."
unit:
  en: "participants per 100 AHPs"
  cy: "cyfranogwyr fesul 100 o weithwyr"
numerator:
  en: "Participants"
  cy: "Cyfranogwyr"
denominator:
  en: "Persons in post at the end of the year"
  cy: "Pobl mewn swydd ar ddiwedd y flwyddyn"
kind: rate
scale: 100
interval: poisson
class: P
counts:
  - {people: multi-professional-participants, denominator: in-post}
period: year
direction: up
decimals: 2
outcomes: [multi-professional-education]
actions: [multi-professional-programmes]
audiences: [senior]
staff_types: [all]
quality: none
welsh: for-review
version: 1
---*/
select
  period_end, cell, multi_professional as numerator, people as denominator, multi_professional as people, people as denominator_people
from marts.participation
