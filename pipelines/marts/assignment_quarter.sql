/*---
grain: "one assignment in post at one quarter end"
as: table
---*/
select
  staff.snapshot_date as quarter_end, staff.person, leaf.leaf, ledger.leaf as ledger_leaf,
  staff.band, staff.band_rank, staff.fte, staff.is_fixed_term, staff.is_leader, staff.entry_route, staff.care_setting,
  staff.age_band, staff.gender, staff.ethnic_group, staff.disability, areas.sector
from staging.staff
join marts.leaf using (employer_code, profession, staff_type)
join marts.leaf as ledger
  on ledger.employer_code = staff.employer_code
  and ledger.profession = staff.ledger_profession
  and ledger.staff_type = staff.staff_type
join reference.areas on areas.code = staff.employer_code
where staff.in_post and month(staff.snapshot_date) % 3 = 0
