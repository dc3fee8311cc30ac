-- Grain: one senior post at one quarter end, from its proposal to a quarter after it was given up.
with quarters as (
  select senior.*,
    unnest(range(
      greatest(proposed_quarter, getvariable('first_quarter')),
      least(coalesce(disestablished_quarter + 2, getvariable('last_quarter') + 1), getvariable('last_quarter') + 1)
    ))::int as quarter
  from nation.senior_post as senior
),

holders as (
  select slot_no, quarter, sum(fte) as fte, sum(budgeted_fte) as budgeted_fte
  from nation.staff
  where assignment_no % 4 = 0 and assignment_status <> 'career-break'
  group by all
),

filled as (
  select quarters.*, post.employer_code, earlier_employer_code, transfer_quarter, recode_quarter, later_code,
    setting_quarter, setting_first, setting_last, post_fte,
    case
      when quarter < quarters.established_quarter then 'proposed'
      when quarter >= quarters.disestablished_quarter then 'disestablished'
    end as plan_status,
    coalesce(holders.fte, 0) as held_fte,
    -- Most senior posts are funded for the hours their holder was appointed to.
    case when chance(slot_no, 'funded-hours') < 0.8 then coalesce(budgeted_fte, post_fte) else post_fte end as funded_fte
  from quarters
  join nation.post using (slot_no)
  left join holders using (slot_no, quarter)
),

shared as (
  select filled.*, pillars.* exclude (post_type),
    floor(chance(slot_no, 'pillar-clinical') * 9)::int - 4 as to_clinical,
    chance(slot_no, 'pillars-stated') < 0.85 as states_pillars
  from filled
  join example.pillars using (post_type)
)

select quarter_end(quarter) as quarter_end,
  pseudonym('EP', slot_no) as post_id,
  if(quarter < transfer_quarter, earlier_employer_code, employer_code) as employer_code,
  if(quarter >= recode_quarter, later_code, occupation_code) as occupation_code,
  post_type, afc_band,
  funded_fte,
  if(plan_status is null, least(held_fte, funded_fte + 0.2), 0)::decimal(3, 2) as filled_fte,
  case
    when plan_status is not null then plan_status
    when held_fte = 0 then 'vacant'
    when held_fte < funded_fte - 0.05 then 'part-filled'
    else 'filled'
  end as status,
  case when quarter >= established_quarter and chance(slot_no, 'established-known') < 0.95
    then quarter_start(established_quarter)
  end as established_date,
  if(quarter >= setting_quarter, setting_last, setting_first) as care_setting,
  if(states_pillars, pillar_clinical::int + to_clinical, null) as pillar_clinical,
  if(states_pillars, pillar_leadership::int - to_clinical, null) as pillar_leadership,
  if(states_pillars, pillar_education::int, null) as pillar_education,
  if(states_pillars, pillar_research::int, null) as pillar_research
from shared
order by quarter, slot_no
