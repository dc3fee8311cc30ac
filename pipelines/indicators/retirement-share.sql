/*---
order: 26
title:
  en: "Retirements among leavers"
  cy: "Ymddeoliadau ymhlith y rhai sy'n gadael"
description:
  en: "Leavers with a retirement reason as a share of leavers whose reason is known."
  cy: "Y rhai a adawodd oherwydd ymddeol fel cyfran o'r rhai y mae eu rheswm yn hysbys."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Leavers with a retirement reason"
  cy: "Y rhai a adawodd oherwydd ymddeol"
denominator:
  en: "Leavers whose reason is known"
  cy: "Y rhai a adawodd y mae eu rheswm yn hysbys"
kind: rate
scale: 100
interval: wilson
class: S
counts:
  - {level: left-cell, people: retired-cell, denominator: left-cell-known-reason}
  - {level: left-wales, people: retired-wales, denominator: left-wales-known-reason}
period: year-to-quarter
direction: none
decimals: 1
outcomes: [recruitment-retention-progression]
audiences: [commissioning]
levels: [left-cell, left-wales]
quality:
  of:
    en: "of the leavers"
    cy: "o'r rhai a adawodd"
  what:
    en: "the reason for leaving"
    cy: "y rheswm dros adael"
  indicator: leaving-reasons
  breakdown: leaving-reason
  categories: [unknown]
welsh: for-review
version: 1
---*/
with leaver as (
  select
    period_end, cell,
    coalesce(sum(left_cell) filter (reason = 'retirement'), 0) as retired_cell,
    coalesce(sum(left_cell) filter (reason <> 'unknown'), 0) as known_cell,
    coalesce(sum(left_wales) filter (reason = 'retirement'), 0) as retired_wales,
    coalesce(sum(left_wales) filter (reason <> 'unknown'), 0) as known_wales
  from marts.leaver_reason
  group by all
)
select
  period_end, cell, 'left-cell' as level,
  retired_cell as numerator, known_cell as denominator, retired_cell as people, known_cell as denominator_people
from leaver
union all
select period_end, cell, 'left-wales', retired_wales, known_wales, retired_wales, known_wales
from leaver
