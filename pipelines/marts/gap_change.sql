/*---
grain: "one part of the change of the gap between funded posts and staff in post over twelve months in one cell, signed as it moves the gap"
as: table
---*/
with person as (
  select
    person.period_end, person.cell, person.end_fte - person.start_fte as change,
    case
      when person.at_start and person.at_end then 'hours'
      when person.at_end then if(wales_start.person is null, 'joiners', 'moves')
      else if(wales_end.person is null, 'leavers', 'moves')
    end as component
  from marts.person_gap_year as person
  left join marts.person_in_wales as wales_start
    on wales_start.person = person.person and wales_start.quarter_end = last_day(person.period_end - interval 12 month)
  left join marts.person_in_wales as wales_end
    on wales_end.person = person.person and wales_end.quarter_end = person.period_end
),
staffed as (
  select period_end, cell, component, -sum(change) as fte, count(*) as people
  from person
  where component <> 'hours' or change <> 0
  group by all
),
in_post as (
  select period_end, cell, count(*) as people, count(*) filter (at_end) as people_at_end
  from marts.person_gap_year
  group by all
),
funded as (
  select
    followed.period_end, post.cell,
    sum(if(post.quarter_end = followed.period_end, post.funded_fte, -post.funded_fte)) as fte
  from marts.funded_post as post
  join marts.employer_gap_year as followed
    on followed.employer_code = post.employer_code and post.quarter_end in (followed.period_start, followed.period_end)
  group by all
),
part as (
  from staffed
  union all
  select funded.period_end, funded.cell, 'funded', funded.fte, coalesce(in_post.people_at_end, 0)
  from funded left join in_post using (period_end, cell)
)
select period_end, cell, component, fte, people from part
union all
select part.period_end, part.cell, 'all', sum(part.fte), coalesce(any_value(in_post.people), 0)
from part left join in_post using (period_end, cell)
group by part.period_end, part.cell
