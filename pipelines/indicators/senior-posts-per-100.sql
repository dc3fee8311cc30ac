/*---
order: 39
title:
  en: "Advanced and consultant posts per 100 registered FTE"
  cy: "Swyddi uwch-ymarfer ac ymgynghorol fesul 100 FTE cofrestredig"
description:
  en: "Funded FTE of advanced and consultant posts per 100 registered FTE in post."
  cy: "FTE a ariennir swyddi uwch-ymarfer ac ymgynghorol fesul 100 FTE cofrestredig mewn swydd."
unit:
  en: "per 100 registered FTE"
  cy: "fesul 100 FTE cofrestredig"
numerator:
  en: "Funded FTE of advanced and consultant posts"
  cy: "FTE a ariennir swyddi uwch-ymarfer ac ymgynghorol"
denominator:
  en: "Registered FTE in post"
  cy: "FTE cofrestredig mewn swydd"
kind: rate
scale: 100
interval: none
class: P
counts:
  - people: in-post
period: quarter
direction: up
decimals: 1
outcomes: [senior-ahps]
actions: [monitor-senior-ahps]
audiences: [senior]
staff_types: [registered]
by_occupation_code: true
quality: none
welsh: for-review
version: 1
---*/
-- an employer whose return of one of the two is missing is left out of both
with missing as (
  select distinct employer_code, period_end as quarter_end
  from marts.employer_return
  where dataset in ('staff', 'senior_posts') and not is_received
),
registered as (
  select
    post.quarter_end as period_end, cell.area, cell.profession, cell.cell,
    sum(post.fte) as fte, (sum(post.people) + count(distinct post.person))::int as people
  from marts.post_quarter as post
  anti join missing using (employer_code, quarter_end)
  join marts.cell using (cell)
  where cell.staff_type = 'registered'
  group by all
),
senior as (
  select post.quarter_end as period_end, cell.area, cell.profession, sum(post.funded_fte) as fte
  from marts.senior_post_quarter as post
  anti join missing using (employer_code, quarter_end)
  join marts.cell using (cell)
  where cell.staff_type = 'registered' and post.is_live and post.post_type in ('advanced', 'consultant')
  group by all
)
select
  registered.period_end, registered.cell,
  coalesce(senior.fte, 0) as numerator, registered.fte as denominator,
  registered.people, registered.people as denominator_people
from registered
left join senior using (period_end, area, profession)
