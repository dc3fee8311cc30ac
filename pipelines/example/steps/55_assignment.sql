-- Grain: one assignment of any kind that reaches the window, with the code it carries after a recoding.
create or replace table nation.assignment as
with together as (
  select * from nation.main_assignment
  union all by name
  select * from nation.second_assignment
  union all by name
  select * from nation.other_assignment
)

select together.*, pseudonym('EA', assignment_no) as assignment_id,
  recodes.to_code as later_code,
  quarter_of(recodes.effective_date::date) as recode_quarter
from together
left join example.recodes
  on recodes.from_code = occupation_code
  and coalesce(recodes.employer_code, together.employer_code) = together.employer_code
where end_quarter > getvariable('first_quarter') and start_quarter < end_quarter
order by assignment_no;
