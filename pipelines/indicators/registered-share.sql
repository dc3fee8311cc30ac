/*---
order: 4
title:
  en: "Registered share"
  cy: "Cyfran staff cofrestredig"
description:
  en: "Skill mix: registered FTE as a share of all FTE in post."
  cy: "Cymysgedd sgiliau: FTE cofrestredig fel cyfran o'r holl FTE mewn swydd."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Registered FTE in post"
  cy: "FTE cofrestredig mewn swydd"
denominator:
  en: "FTE in post of all staff"
  cy: "FTE mewn swydd yr holl staff"
kind: rate
scale: 100
interval: none
class: P
counts:
  - {people: {population: in-post, staff_type: registered}, denominator: in-post}
period: quarter
direction: none
decimals: 1
outcomes: [stable-balanced-workforce]
audiences: [gaps]
staff_types: [all]
quality: none
welsh: for-review
version: 1
---*/
with by_staff_type as (
  select workforce.quarter_end as period_end, cell.area, cell.profession, cell.staff_type, workforce.fte, workforce.people
  from marts.workforce
  join marts.cell using (cell)
)
select
  everyone.period_end, cell.cell,
  coalesce(registered.fte, 0) as numerator, everyone.fte as denominator,
  coalesce(registered.people, 0) as people, everyone.people as denominator_people
from by_staff_type as everyone
join marts.cell using (area, profession, staff_type)
left join by_staff_type as registered
  on registered.period_end = everyone.period_end
  and registered.area = everyone.area
  and registered.profession = everyone.profession
  and registered.staff_type = 'registered'
where everyone.staff_type = 'all'
