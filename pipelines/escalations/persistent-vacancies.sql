/*---
order: 1
title:
  en: "Vacancies that do not go away"
  cy: "Swyddi gwag nad ydynt yn diflannu"
why:
  en: "The vacancy rate of the service was at or above the threshold in each of the last four quarters."
  cy: "Roedd cyfradd swyddi gwag y gwasanaeth ar y trothwy neu'n uwch ym mhob un o'r pedwar chwarter diwethaf."
sentence:
  en: "{place}, {profession}: {rate, number, ::.0}% of funded FTE is vacant, and at least {least, number, ::.0}% was in each of the last four quarters."
  cy: "{place}, {profession}: mae {rate, number, ::.0}% o'r FTE a ariennir yn wag, ac roedd o leiaf {least, number, ::.0}% yn wag ym mhob un o'r pedwar chwarter diwethaf."
audiences: [gaps]
thresholds: {vacancy_rate: 10}
welsh: for-review
---*/
with rate as (
  select observation.*, row_number() over (partition by area, profession order by period_end desc) as age
  from result.observation
  join reference.areas on areas.code = observation.area and areas.level in ('board', 'group')
  join reference.professions on professions.code = observation.profession and professions.kind <> 'total'
  where indicator = 'vacancy-rate' and staff_type = 'all' and breakdown = 'none'
)
select
  max(period_end) as period_end, area, profession, 'all' as staff_type,
  max(value) filter (age = 1) as rate, min(value) as least
from rate
where age <= 4
group by area, profession
having count(*) = 4 and bool_and(coalesce(value >= $vacancy_rate, false))
