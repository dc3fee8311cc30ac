/*---
grain: "one mass transfer within the twelve months ending at one quarter end, with the employers it touched"
as: table
---*/
select year.period_end, breaks.effective_date, breaks.name_en, list(breaks.area) as employers
from marts.year
join reference.series_breaks as breaks
  on breaks.effective_date::date > year.period_start and breaks.effective_date::date <= year.period_end
join reference.areas on areas.code = breaks.area and areas.level = 'employer'
group by all
