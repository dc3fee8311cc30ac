/*---
order: 21
title:
  en: "Services with a persistent gap"
  cy: "Gwasanaethau â bwlch parhaus"
description:
  en: "Services (profession in health-board area, with a registered person in the last quarter) whose vacancy rate was 10 per cent or more in each of the last four quarters, all staff types together. The groups of arts therapists and of prosthetists and orthotists each count as one, as the ledger does not tell them apart."
  cy: "Gwasanaethau (proffesiwn mewn ardal bwrdd iechyd, gyda pherson cofrestredig yn y chwarter olaf) yr oedd eu cyfradd swyddi gwag yn 10 y cant neu fwy ym mhob un o'r pedwar chwarter diwethaf, pob math o staff gyda'i gilydd. Mae grwpiau therapyddion y celfyddydau a phrosthetyddion ac orthotyddion yn cyfrif fel un yr un, gan nad yw'r cyfriflyfr yn eu gwahaniaethu."
unit:
  en: "services"
  cy: "gwasanaethau"
kind: count
class: O
period: quarter
direction: down
decimals: 0
outcomes: [reduced-workforce-gaps]
audiences: [gaps]
area_levels: [country, board]
staff_types: [all]
by_occupation_code: true
quality: none
welsh: for-review
version: 1
---*/
with service as (
  select gap.quarter_end, cell.area, cell.profession, 100 * gap.vacancy_fte >= 10 * gap.funded_fte and gap.funded_fte > 0 as has_gap
  from marts.gap
  join marts.cell using (cell)
  join reference.professions on professions.code = cell.profession
  where cell.area_level = 'board' and cell.staff_type = 'all'
    and (professions.kind = 'group' or (professions.in_plan = 'yes' and professions.needs_job_role = 'no'))
),
persistent as (
  select
    *,
    bool_and(has_gap) over last_four and count(*) over last_four = 4 as has_persistent_gap
  from service
  window last_four as (
    partition by area, profession order by quarter_end range between interval 9 month + interval 3 day preceding and current row)
),
staffed as (
  select workforce.quarter_end, cell.area, cell.profession
  from marts.workforce join marts.cell using (cell)
  where cell.staff_type = 'registered'
),
counted as (
  select persistent.*
  from persistent semi join staffed using (quarter_end, area, profession)
)
select counted.quarter_end as period_end, cell.cell, count(*) filter (has_persistent_gap) as total
from counted
join marts.profession_ancestor as profession
  on profession.profession = counted.profession
join marts.cell
  on cell.area in (counted.area, 'W92000004') and cell.profession = profession.ancestor and cell.staff_type = 'all'
group by all
