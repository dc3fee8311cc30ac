/*---
grain: "one person in one cell at the start, the end or both of twelve months"
as: view
---*/
select place.cell, person.* exclude (place)
from marts.person_place_year as person
join marts.place using (place)
