/*---
grain: "the FTE in post of one margin cell at one quarter end at one band, in one sector or in one care setting, and of how much: of all known, or of everything where it is not known"
as: table
---*/
with only_post as (
  select quarter_end, leaf, band, care_setting, sum(fte) as fte, count(*) as people
  from marts.assignment_quarter
  where posts = 1
  group by all
),
post as (
  select quarter_end, leaf, fte, people, null as person, band, care_setting from only_post
  union all
  select quarter_end, leaf, fte, 0, person, band, care_setting from marts.assignment_quarter where posts > 1
),
line as (
  select
    post.quarter_end, leaf_cell.cell, post.fte, post.people, post.person,
    areas.sector, post.band, coalesce(post.care_setting, 'unknown') as care_setting
  from post
  join marts.leaf using (leaf)
  join reference.areas on areas.code = leaf.employer_code
  join marts.leaf_cell using (leaf)
),
counted as (
  select
    quarter_end, cell,
    case when grouping(band) = 0 then 'band' when grouping(sector) = 0 then 'sector' else 'care-setting' end as breakdown,
    coalesce(band, sector, care_setting) as category,
    sum(fte)::decimal(18, 6) as fte, (sum(people) + count(distinct person))::int as people
  from line
  semi join marts.margin_cell using (cell)
  group by grouping sets ((quarter_end, cell, band), (quarter_end, cell, sector), (quarter_end, cell, care_setting))
),
whole as (
  select
    counted.quarter_end, counted.cell, counted.breakdown,
    workforce.fte as all_fte, workforce.people as all_people,
    if(breakdown = 'care-setting', workforce.known_setting_fte, workforce.fte) as known_fte,
    if(breakdown = 'care-setting', workforce.known_setting_people, workforce.people) as known_people
  from (select distinct quarter_end, cell, breakdown from counted) as counted
  join marts.workforce using (quarter_end, cell)
)
select
  whole.quarter_end, whole.cell, whole.breakdown, categories.code as category,
  coalesce(counted.fte, 0) as fte, coalesce(counted.people, 0) as people,
  if(categories.code = 'unknown', whole.all_fte, whole.known_fte) as of_fte,
  if(categories.code = 'unknown', whole.all_people, whole.known_people) as of_people
from whole
join reference.categories as categories on categories.breakdown = whole.breakdown
left join counted
  on counted.quarter_end = whole.quarter_end and counted.cell = whole.cell
  and counted.breakdown = whole.breakdown and counted.category = categories.code
