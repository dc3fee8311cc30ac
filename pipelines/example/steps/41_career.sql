-- Grain: one tenure, with the first tenure of the same person, whose number is the person's.
create or replace table nation.career as
with recursive followed as (
  select tenure_no, tenure_no as person_no, 1 as step
  from nation.tenure
  where tenure_no not in (select to_tenure_no from nation.link)
  union all
  select to_tenure_no as tenure_no, person_no, step + 1 as step
  from followed
  join nation.link on from_tenure_no = tenure_no
)

select tenure_no, person_no, step
from followed
order by tenure_no;
