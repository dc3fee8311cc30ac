-- Grain: one second assignment held beside a main one: same employer, another board, or another role.
create or replace table nation.second_assignment as
with kinds as (
  select *,
    case
      when chance(tenure_no, 'second-kind') < 0.40 then 'same-employer'
      when chance(tenure_no, 'second-kind') < 0.65 then 'other-employer'
      else 'other-role'
    end as second_kind,
    start_quarter + floor(chance(tenure_no, 'second-start') * (end_quarter - start_quarter) * 0.4)::int as second_quarter,
    (select list(code order by code) from reference.areas where level = 'employer' and parent like 'W11%' and sector = 'nhs')
      as boards
  from nation.main_assignment
  where has_second
),

placed as (
  select kinds.* exclude (boards, employer_code, earlier_employer_code, transfer_quarter, occupation_code, job_role),
    case second_kind when 'other-employer'
      then boards[1 + (list_position(boards, employer_code) + floor(chance(tenure_no, 'second-board') * (len(boards) - 1))::int) % len(boards)]
    end as other_employer,
    employer_code, earlier_employer_code, transfer_quarter,
    if(second_kind = 'other-role', coalesce(second_roles.occupation_code, kinds.occupation_code), kinds.occupation_code)
      as occupation_code,
    if(second_kind = 'other-role', coalesce(second_roles.job_role, kinds.job_role), kinds.job_role) as job_role
  from kinds
  left join example.second_roles using (service)
)

select * exclude (
    second_kind, second_quarter, other_employer, assignment_no, employer_code, earlier_employer_code,
    transfer_quarter, start_quarter, fte_1, fte_2_quarter, fte_3_quarter, post_type, practice_level, senior_from,
    is_first_contact, is_leadership, start_date_employer
  ),
  assignment_no + 1 as assignment_no,
  coalesce(other_employer, employer_code) as employer_code,
  if(other_employer is null, earlier_employer_code, null) as earlier_employer_code,
  if(other_employer is null, transfer_quarter, null) as transfer_quarter,
  second_quarter as start_quarter,
  (0.20 + 0.05 * floor(chance(tenure_no, 'second-hours') * 5))::decimal(3, 2) as fte_1,
  null::int as fte_2_quarter,
  null::int as fte_3_quarter,
  null as post_type,
  null as practice_level,
  null::int as senior_from,
  false as is_first_contact,
  false as is_leadership,
  greatest(start_date_employer, quarter_start(second_quarter)) as start_date_employer
from placed
order by assignment_no;
