/*---
grain: "the FTE in post of one margin cell at one quarter end at one band or in one care setting, and of how much: of all known, or of everything where it is not known"
as: table
---*/
with counted as (
  select
    assignment.quarter_end, leaf_cell.cell,
    if(grouping(assignment.band) = 0, 'band', 'care-setting') as breakdown,
    coalesce(assignment.band, assignment.care_setting, 'unknown') as category,
    sum(assignment.fte) as fte, count(distinct assignment.person) as people
  from marts.assignment_quarter as assignment
  join marts.leaf_cell using (leaf)
  semi join marts.margin_cell using (cell)
  group by grouping sets (
    (assignment.quarter_end, leaf_cell.cell, assignment.band),
    (assignment.quarter_end, leaf_cell.cell, assignment.care_setting))
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
