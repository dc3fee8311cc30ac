/*---
order: 25
title:
  en: "Reasons for leaving"
  cy: "Rhesymau dros adael"
description:
  en: "Leavers by reason as a share of leavers whose reason is known; unknown as a share of all leavers. A leaver's reason is the latest one inside the twelve months from an employer of the cell."
  cy: "Y rhai a adawodd yn ôl rheswm fel cyfran o'r rhai y mae eu rheswm yn hysbys; anhysbys fel cyfran o bawb a adawodd. Rheswm rhywun yw'r un diweddaraf o fewn y deuddeg mis gan gyflogwr yn y gell."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Leavers with the reason"
  cy: "Y rhai a adawodd â'r rheswm"
denominator:
  en: "Leavers whose reason is known; for unknown, all leavers"
  cy: "Y rhai a adawodd y mae eu rheswm yn hysbys; ar gyfer anhysbys, pawb a adawodd"
kind: rate
scale: 100
interval: wilson
class: S
counts:
  - {level: left-cell, category: unknown, people: left-cell, denominator: left-cell}
  - {level: left-wales, category: unknown, people: left-wales, denominator: left-wales}
  - {level: left-cell, people: left-cell, denominator: left-cell-known-reason}
  - {level: left-wales, people: left-wales, denominator: left-wales-known-reason}
period: year-to-quarter
direction: none
decimals: 1
outcomes: [recruitment-retention-progression]
audiences: [gaps]
breakdowns: [leaving-reason]
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
with whole as (
  select
    period_end, cell,
    sum(left_cell) as left_cell, coalesce(sum(left_cell) filter (reason <> 'unknown'), 0) as known_left_cell,
    sum(left_wales) as left_wales, coalesce(sum(left_wales) filter (reason <> 'unknown'), 0) as known_left_wales
  from marts.leaver_reason
  semi join marts.margin_cell using (cell)
  group by all
)
select
  whole.period_end, whole.cell, 'leaving-reason' as breakdown, categories.code as category, 'left-cell' as level,
  coalesce(part.left_cell, 0) as numerator, if(categories.code = 'unknown', whole.left_cell, whole.known_left_cell) as denominator,
  coalesce(part.left_cell, 0) as people, if(categories.code = 'unknown', whole.left_cell, whole.known_left_cell) as denominator_people
from whole
join reference.categories as categories on categories.breakdown = 'leaving-reason'
left join marts.leaver_reason as part
  on part.period_end = whole.period_end and part.cell = whole.cell and part.reason = categories.code
union all
select
  whole.period_end, whole.cell, 'leaving-reason', categories.code, 'left-wales',
  coalesce(part.left_wales, 0), if(categories.code = 'unknown', whole.left_wales, whole.known_left_wales),
  coalesce(part.left_wales, 0), if(categories.code = 'unknown', whole.left_wales, whole.known_left_wales)
from whole
join reference.categories as categories on categories.breakdown = 'leaving-reason'
left join marts.leaver_reason as part
  on part.period_end = whole.period_end and part.cell = whole.cell and part.reason = categories.code
