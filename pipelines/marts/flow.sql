/*---
grain: "the twelve months ending at one quarter end in one cell: headcount at both ends and who came and went"
as: table
---*/
select
  period_end, cell,
  count(*) filter (at_start) as people_at_start,
  count(*) filter (at_end) as people_at_end,
  (count(*) filter (at_start) + count(*) filter (at_end)) / 2 as average_people,
  count(*) filter (at_end and not at_start) as joined_cell,
  count(*) filter (at_end and not at_start and not in_wales_at_start) as joined_wales,
  count(*) filter (at_start and not at_end) as left_cell,
  count(*) filter (at_start and not at_end and not in_wales_at_end) as left_wales
from marts.person_year
group by all
