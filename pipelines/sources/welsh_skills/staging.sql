/*---
grain: "one person's self-assessment at one date; levels 0 to 5 or not-stated"
as: view
---*/
select person_id as person, assessed_date, listening_speaking, reading, writing
from current.welsh_skills
