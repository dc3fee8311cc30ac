/*---
order: 64
title:
  en: "Travel fellowships"
  cy: "Cymrodoriaethau teithio"
description:
  en: "Holders of travel fellowships per 100 AHPs in post. The headcount is that of 31 December or the nearest quarter end of the year."
  cy: "Deiliaid cymrodoriaethau teithio fesul 100 o weithwyr mewn swydd. Y cyfrif pennau yw'r un ar 31 Rhagfyr neu ddiwedd y chwarter agosaf yn y flwyddyn."
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
  - {people: travel-fellows, denominator: in-post}
period: year
direction: up
decimals: 2
outcomes: [greater-mobility, achieve-potential]
actions: [travel-fellowships]
audiences: [senior]
staff_types: [all]
quality: none
welsh: for-review
version: 1
---*/
select
  period_end, cell, travel_fellowship as numerator, people as denominator, travel_fellowship as people, people as denominator_people
from marts.participation
