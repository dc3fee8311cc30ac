/*---
order: 44
title:
  en: "Senior posts coming and going"
  cy: "Uwch swyddi sy'n dod ac yn mynd"
description:
  en: "Senior posts of every type that were newly proposed, that were established (by their established date) and that were newly disestablished within the twelve months."
  cy: "Uwch swyddi o bob math a gynigiwyd o'r newydd, a sefydlwyd (yn ôl eu dyddiad sefydlu) ac a ddilëwyd o'r newydd o fewn y deuddeg mis."
unit:
  en: "posts"
  cy: "swyddi"
kind: count
class: O
period: year-to-quarter
direction: none
decimals: 0
outcomes: [senior-ahps]
actions: [monitor-senior-ahps]
audiences: [senior]
staff_types: [all]
breakdowns: [stage]
by_occupation_code: true
quality:
  of:
    en: "of the senior posts returned at quarter ends"
    cy: "o'r uwch swyddi a ddychwelwyd ar ddiwedd chwarteri"
  what:
    en: "the date of establishment"
    cy: "y dyddiad sefydlu"
  records: senior_posts
  counted: "status <> 'proposed'"
  unknown: "established_date is null"
  date: "quarter_end"
welsh: for-review
version: 1
---*/
with event as (
  select cell, post_id, 'proposed' as stage, min(quarter_end) as happened, min(quarter_end) as seen
  from marts.senior_post_quarter
  where status = 'proposed'
  group by all
  union all
  select distinct cell, post_id, 'established', established_date, quarter_end
  from marts.senior_post_quarter
  where status <> 'proposed'
  union all
  select cell, post_id, 'disestablished', min(quarter_end), min(quarter_end)
  from marts.senior_post_quarter
  where status = 'disestablished'
  group by all
)
select year.period_end, event.cell, 'stage' as breakdown, event.stage as category, count(distinct event.post_id) as total
from marts.year
join event
  on event.happened > year.period_start and event.happened <= year.period_end
  and event.seen > year.period_start and event.seen <= year.period_end
group by all
