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
with post as (
  select
    quarter_end, cell, post_id, status, established_date,
    min(quarter_end) filter (status = 'proposed') over (partition by cell, post_id) as proposed_from,
    min(quarter_end) filter (status = 'disestablished') over (partition by cell, post_id) as disestablished_from
  from marts.senior_post_quarter
),
followed as (
  select year.period_end, year.period_start, post.*
  from marts.year
  join post on post.quarter_end > year.period_start and post.quarter_end <= year.period_end
),
staged as (
  select period_end, cell, 'proposed' as stage, count(distinct post_id) as posts
  from followed
  where proposed_from > period_start and proposed_from <= period_end
  group by all
  union all
  select period_end, cell, 'established', count(distinct post_id)
  from followed
  where status <> 'proposed' and established_date > period_start and established_date <= period_end
  group by all
  union all
  select period_end, cell, 'disestablished', count(distinct post_id)
  from followed
  where disestablished_from > period_start and disestablished_from <= period_end
  group by all
)
select period_end, cell, 'stage' as breakdown, stage as category, posts as total
from staged
