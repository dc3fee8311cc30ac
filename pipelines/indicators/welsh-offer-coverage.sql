/*---
order: 49
title:
  en: "Services that can offer Welsh"
  cy: "Gwasanaethau sy'n gallu cynnig Cymraeg"
description:
  en: "Services (profession in health-board area) with at least one registered person at level 3 or above for listening and speaking Welsh, as a share of services with recorded levels."
  cy: "Gwasanaethau (proffesiwn mewn ardal bwrdd iechyd) gydag o leiaf un person cofrestredig ar lefel 3 neu uwch ar gyfer gwrando a siarad Cymraeg, fel cyfran o'r gwasanaethau â lefelau wedi'u cofnodi."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Services with a registered person at level 3 or above"
  cy: "Gwasanaethau gyda pherson cofrestredig ar lefel 3 neu uwch"
denominator:
  en: "Services with recorded levels"
  cy: "Gwasanaethau â lefelau wedi'u cofnodi"
kind: rate
scale: 100
class: S
period: quarter
direction: up
decimals: 1
outcomes: [regional-solutions-welsh]
actions: [welsh-in-services, monitor-welsh-provision]
audiences: [gaps]
area_levels: [country, board]
staff_types: [registered]
welsh: for-review
version: 1
---*/
select
  period_end, cell,
  welsh_offer as numerator, welsh_recorded as denominator,
  welsh_recorded_people as people, welsh_recorded_people as denominator_people
from marts.service_count
where welsh_recorded > 0
