-- Grain: one person.
create or replace table nation.person as
with first_tenure as (
  select person_no, start_quarter, age, kind, female_share, area
  from nation.career
  join nation.tenure using (tenure_no)
  join nation.post using (slot_no)
  where step = 1
),

last_seen as (
  select person_no, max(end_quarter) as end_quarter
  from nation.career
  join nation.tenure using (tenure_no)
  group by person_no
)

select person_no, pseudonym('EX', person_no) as person_id, start_quarter, end_quarter, area,
  start_quarter - 4 * age as birth_quarter,
  case
    when chance(person_no, 'gender') < female_share * 0.994 then '2'
    when chance(person_no, 'gender') < 0.994 then '1'
    when chance(person_no, 'gender') < 0.996 then '9'
  end as gender,
  case
    when chance(person_no, 'ethnic') < 0.05 then 'Z'
    when chance(person_no, 'ethnic') < 0.08 then null
    when chance(person_no, 'ethnic') < case kind when 'from-abroad' then 0.45 else 0.945 end then 'A'
    else substr('BCCCGDEFHHHHJKLLMNNNRSSC', 1 + floor(chance(person_no, 'ethnic-group') * 24)::int, 1)
  end as ethnic_group,
  case
    when chance(person_no, 'disability') < 0.055 then 'yes'
    when chance(person_no, 'disability') < 0.76 then 'no'
    when chance(person_no, 'disability') < 0.94 then 'not stated'
  end as disability,
  -- Years of service in the NHS before the first post of this history.
  case
    when kind = 'incumbent' then greatest(age - 20.5, 0) * pow(chance(person_no, 'service-before'), 0.8)
    when kind in ('mover', 'experienced', 'returner') then greatest(age - 22, 0) * 0.7 * chance(person_no, 'service-before')
    else 0
  end as years_before
from first_tenure
join last_seen using (person_no)
order by person_no;
