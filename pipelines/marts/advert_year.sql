/*---
grain: "the adverts of one cell that were placed in twelve months, and those that ended in them"
as: table
---*/
with placed as (
  select
    year.period_end, advert.cell,
    count(*) as placed,
    count(*) filter (advert.attempt >= 2) as readvertised,
    count(advert.applications) as with_applications,
    coalesce(sum(advert.applications), 0)::int as applications
  from marts.year
  join marts.advert on advert.advertised_date > year.period_start and advert.advertised_date <= year.period_end
  group by all
),
ended as (
  select
    year.period_end, advert.cell,
    count(*) as ended,
    count(*) filter (advert.status = 'filled') as filled
  from marts.year
  join marts.advert on advert.ended_date > year.period_start and advert.ended_date <= year.period_end
  group by all
)
select
  period_end, cell,
  coalesce(placed.placed, 0) as placed, coalesce(placed.readvertised, 0) as readvertised,
  coalesce(placed.with_applications, 0) as with_applications, coalesce(placed.applications, 0) as applications,
  coalesce(ended.ended, 0) as ended, coalesce(ended.filled, 0) as filled
from placed full join ended using (period_end, cell)
