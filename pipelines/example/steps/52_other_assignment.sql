-- Grain: one bank or honorary assignment beside a main one or after it; these hold no funded post.
create or replace table nation.other_assignment as
with leaving as (
  select main.*, link.to_tenure_no is not null or progresses_to is not null as goes_on
  from nation.main_assignment as main
  left join nation.link on link.from_tenure_no = tenure_no
  where main.staff_type <> 'student' and main.sector = 'nhs'
),

chosen as (
  select *,
    case
      when chance(tenure_no, 'other') < 0.06 then 'bank'
      when chance(tenure_no, 'other') < 0.07 and staff_type = 'registered' then 'honorary'
      when chance(tenure_no, 'other') < 0.20 and not goes_on and end_quarter <= getvariable('last_quarter') then 'bank-after'
    end as other_kind
  from leaving
)

select * exclude (
    goes_on, other_kind, assignment_no, start_quarter, end_quarter, fte_1, fte_2_quarter, fte_3_quarter,
    category_1, category_2_quarter, status, post_type, practice_level, senior_from, is_first_contact, is_leadership
  ),
  assignment_no + 2 as assignment_no,
  if(other_kind = 'bank-after', end_quarter, start_quarter + 1) as start_quarter,
  if(other_kind = 'bank-after', end_quarter + 2 + floor(chance(tenure_no, 'bank-quarters') * 9)::int, end_quarter) as end_quarter,
  0.00::decimal(3, 2) as fte_1,
  null::int as fte_2_quarter,
  null::int as fte_3_quarter,
  if(other_kind = 'honorary', 'honorary', 'bank') as category_1,
  null::int as category_2_quarter,
  null as status,
  null as post_type,
  null as practice_level,
  null::int as senior_from,
  false as is_first_contact,
  false as is_leadership
from chosen
where other_kind is not null
order by assignment_no;
