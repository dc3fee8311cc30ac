/*---
grain: "one profession in Wales or a health-board area whose registered headcount and FTE at the start of the supply model are published"
---*/
select cell.area, cell.profession
from result.decision
join marts.cell using (cell)
where decision.indicator in ('headcount', 'fte') and decision.breakdown = 'none' and cell.staff_type = 'registered'
  and decision.period_end = (select max(quarter_end) from marts.supply_quarter)
group by all
having count(*) = 2 and count(decision.reason) = 0
