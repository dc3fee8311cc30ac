/*---
grain: "one funded line of the ledger in one cell at one quarter end"
as: view
---*/
select establishment.quarter_end, leaf_cell.cell, establishment.employer_code, establishment.band, establishment.funded_fte
from staging.establishment
join marts.leaf using (employer_code, profession, staff_type)
join marts.leaf_cell using (leaf)
