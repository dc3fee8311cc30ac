/*---
order: 61
title:
  en: "Leadership development and mentoring"
  cy: "Datblygu arweinyddiaeth a mentora"
description:
  en: "Participants in leadership and mentoring programmes per 100 AHPs in post. The headcount is that of 31 December or the nearest quarter end of the year."
  cy: "Cyfranogwyr mewn rhaglenni arwain a mentora fesul 100 o weithwyr mewn swydd. Y cyfrif pennau yw'r un ar 31 Rhagfyr neu ddiwedd y chwarter agosaf yn y flwyddyn."
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
  - {people: leadership-participants, denominator: in-post}
period: year
direction: up
decimals: 2
outcomes: [senior-ahps, achieve-potential]
actions: [leadership-development, mentoring-framework, measure-development-and-research]
audiences: [senior]
staff_types: [all]
quality: none
welsh: for-review
version: 1
---*/
select
  period_end, cell, leadership as numerator, people as denominator, leadership as people, people as denominator_people
from marts.participation
