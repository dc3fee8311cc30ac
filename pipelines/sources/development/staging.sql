/*---
grain: "one programme's take-up by one profession of one employer in one year"
as: view
---*/
select year, employer_code, profession, programme, places, participants
from current.development
