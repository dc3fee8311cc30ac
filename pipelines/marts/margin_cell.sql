/*---
grain: "one cell that breakdowns are given for: the country by profession, a board or the all-Wales bodies over all professions"
as: view
---*/
select cell, area, area_level, profession, staff_type
from marts.cell
where area_level = 'country' or (area_level in ('board', 'group') and profession = 'all')
