/*---
grain: "one part of the change of the gap between funded posts and staff in post over twelve months in one cell, signed as it moves the gap, or all of it"
as: table
---*/
with followed as (
  select person.*
  from marts.person_leaf_year as person
  join marts.leaf using (leaf)
  semi join marts.employer_gap_year as gap on gap.employer_code = leaf.employer_code and gap.period_end = person.period_end
),
person as (
  select period_end, leaf as place, start_fte, end_fte, at_start, at_end, in_wales_at_start, in_wales_at_end
  from followed
  where leaves = 1
  union all
  select
    person.period_end, -leaf_cell.cell, sum(person.start_fte)::decimal(18, 6), sum(person.end_fte)::decimal(18, 6),
    bool_or(person.at_start), bool_or(person.at_end), bool_or(person.in_wales_at_start), bool_or(person.in_wales_at_end)
  from followed as person
  join marts.leaf_cell using (leaf)
  where person.leaves > 1
  group by person.period_end, leaf_cell.cell, person.person
),
at_place as (
  select
    period_end, place,
    case
      when at_start and at_end then 'hours'
      when at_end then if(in_wales_at_start, 'moves', 'joiners')
      else if(in_wales_at_end, 'moves', 'leavers')
    end as component,
    sum(start_fte - end_fte) as fte,
    count(*) as people,
    count(*) filter (at_end) as people_at_end,
    count(*) filter (start_fte <> end_fte) as changed_people
  from person
  group by all
),
staffed as (
  select
    at_place.period_end, place.cell, at_place.component,
    sum(at_place.fte)::decimal(18, 6) as fte, sum(at_place.people)::int as people,
    sum(at_place.people_at_end)::int as people_at_end, sum(at_place.changed_people)::int as changed_people
  from at_place
  join marts.place using (place)
  group by all
),
in_post as (
  select period_end, cell, sum(people)::int as people, sum(people_at_end)::int as people_at_end
  from staffed
  group by all
),
funded as (
  select
    followed.period_end, post.cell,
    sum(if(followed.is_start, -post.funded_fte, post.funded_fte))::decimal(18, 6) as fte
  from marts.funded_post as post
  join marts.employer_gap_end as followed using (employer_code, quarter_end)
  group by all
),
whole as (
  select period_end, cell from staffed
  union
  select period_end, cell from funded
),
part as (
  select
    whole.period_end, whole.cell, component.code as component,
    coalesce(if(component.code = 'funded', funded.fte, staffed.fte), 0) as fte,
    coalesce(
      case component.code
        when 'funded' then in_post.people_at_end
        when 'hours' then staffed.changed_people
        else staffed.people
      end, 0) as people
  from whole
  join reference.categories as component on component.breakdown = 'component'
  left join staffed
    on staffed.period_end = whole.period_end and staffed.cell = whole.cell and staffed.component = component.code
  left join funded on funded.period_end = whole.period_end and funded.cell = whole.cell
  left join in_post on in_post.period_end = whole.period_end and in_post.cell = whole.cell
)
from part
union all
select part.period_end, part.cell, 'all', sum(part.fte)::decimal(18, 6), coalesce(any_value(in_post.people), 0)
from part left join in_post using (period_end, cell)
group by part.period_end, part.cell
