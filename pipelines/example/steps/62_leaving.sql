-- Grain: one person's leaving of one employer, at the end of a main assignment.
create or replace table nation.leaving as
with onward as (
  select link.from_tenure_no as tenure_no, to_tenure_no, link.kind as link_kind,
    main.start_quarter as next_quarter, start_date_employer as next_start,
    if(main.start_quarter < transfer_quarter, earlier_employer_code, employer_code) as next_employer
  from nation.link
  join nation.main_assignment as main on main.tenure_no = to_tenure_no
),

left_posts as (
  select tenure_no, person_id, person_no, end_quarter, is_fixed_term, staff_type,
    if(end_quarter < transfer_quarter, earlier_employer_code, employer_code) as employer_code,
    (end_quarter - birth_quarter) / 4 as age,
    onward.* exclude (tenure_no)
  from nation.main_assignment
  left join onward using (tenure_no)
  where end_quarter <= getvariable('last_quarter')
)

select *,
  case
    when next_quarter = end_quarter then next_start - 1
    else quarter_start(end_quarter) + floor(chance(tenure_no, 'last-day') * 89)::int
  end as leaving_date,
  case
    when staff_type = 'student' then 'training'
    when is_fixed_term then 'fixed-term'
    when link_kind is not null then 'move'
    when age >= 60 then 'pension-age'
    when age >= 55 then 'older'
    else 'younger'
  end as situation
from left_posts
order by tenure_no;
