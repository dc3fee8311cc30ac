/*---
grain: "one place at which persons are counted and one cell it counts in: a leaf in all its cells, and for those who are in several leaves each cell by itself, with the negative number"
as: table
---*/
select leaf as place, cell from marts.leaf_cell
union all
select -cell, cell from marts.cell
