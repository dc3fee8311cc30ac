/*---
order: 63
title:
  en: "Research, teaching and innovation"
  cy: "Ymchwil, addysgu ac arloesi"
description:
  en: "Participants in research, teaching and innovation exemplar programmes per 100 AHPs in post. The headcount is that of 31 December or the nearest quarter end of the year."
  cy: "Cyfranogwyr mewn rhaglenni ymchwil, addysgu ac esiamplau arloesi fesul 100 o weithwyr mewn swydd. Y cyfrif pennau yw'r un ar 31 Rhagfyr neu ddiwedd y chwarter agosaf yn y flwyddyn."
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
  - {people: research-participants, denominator: in-post}
period: year
direction: up
decimals: 2
outcomes: [lead-innovative-services, achieve-potential]
actions: [measure-development-and-research, research-mentoring, research-representation-teaching, innovation-exemplars]
audiences: [senior]
staff_types: [all]
quality: none
welsh: for-review
version: 1
---*/
select
  period_end, cell, research as numerator, people as denominator, research as people, people as denominator_people
from marts.participation
