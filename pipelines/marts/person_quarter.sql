/*---
grain: "one person in one cell at one quarter end: in each total once, however many posts"
as: view
---*/
select place.cell, person.* exclude (place)
from marts.person_place_quarter as person
join marts.place using (place)
