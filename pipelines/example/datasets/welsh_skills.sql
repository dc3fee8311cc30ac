-- Grain: one person's self-assessment at one date.
select person_id, assessed_date,
  if(is_not_stated, 'not-stated', listening_speaking::text) as listening_speaking,
  if(is_not_stated, 'not-stated', reading::text) as reading,
  if(is_not_stated, 'not-stated', writing::text) as writing
from nation.welsh_assessment
order by assessed_date, person_no
