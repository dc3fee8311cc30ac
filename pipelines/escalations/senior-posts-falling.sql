/*---
order: 3
title:
  en: "Fewer senior posts"
  cy: "Llai o uwch swyddi"
why:
  en: "The plan asks for more Advanced and Consultant posts; here there are fewer than a year ago."
  cy: "Mae'r cynllun yn galw am fwy o swyddi Uwch-ymarfer ac Ymgynghorol; yma mae llai nag oedd flwyddyn yn ôl."
sentence:
  en: "{place}, {profession}: {fewer, plural, one {one Advanced or Consultant post} other {# Advanced or Consultant posts}} fewer than a year ago ({posts, number} now)."
  cy: "{place}, {profession}: {fewer, plural, one {un swydd Uwch-ymarfer neu Ymgynghorol} two {dwy swydd Uwch-ymarfer neu Ymgynghorol} few {# swydd Uwch-ymarfer neu Ymgynghorol} many {# swydd Uwch-ymarfer neu Ymgynghorol} other {# o swyddi Uwch-ymarfer neu Ymgynghorol}} yn llai na blwyddyn yn ôl ({posts, number} bellach)."
audiences: [senior]
thresholds: {fewer: 1}
welsh: for-review
---*/
with posts as (
  select
    period_end, area, profession, staff_type,
    if(count(value) = 2 and not bool_or(marker like '%incomplete%'), sum(value), null) as posts
  from result.observation
  join reference.areas on areas.code = observation.area and areas.level in ('country', 'board')
  where indicator in ('advanced-posts', 'consultant-posts') and staff_type = 'all' and breakdown = 'none'
    and (areas.level = 'country' or profession = 'all')
  group by all
)
select now.period_end, now.area, now.profession, now.staff_type, before.posts - now.posts as fewer, now.posts
from posts as now
join posts as before using (area, profession, staff_type)
where before.period_end = last_day(now.period_end - interval 12 month)
  and now.period_end = (select max(period_end) from posts)
  and before.posts - now.posts >= $fewer
