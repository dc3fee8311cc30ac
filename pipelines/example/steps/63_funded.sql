-- Grain: funded FTE of one employer, occupation code and band at one quarter end, as the finance ledger has it.
create or replace table nation.funded as
with held as (
  select quarter, employer_code, service, occupation_code, afc_band, sum(budgeted_fte) as fte
  from nation.staff
  where assignment_category not in ('bank', 'honorary')
  group by all
),

vacant_posts as (
  select *,
    unnest(range(
      greatest(from_quarter, getvariable('first_quarter')),
      least(coalesce(to_quarter, getvariable('last_quarter') + 1), getvariable('last_quarter') + 1)
    ))::int as quarter
  from nation.gap
  join nation.post using (slot_no)
),

vacant as (
  select quarter,
    if(quarter < transfer_quarter, earlier_employer_code, employer_code) as employer_code,
    service,
    if(quarter >= recode_quarter, later_code, occupation_code) as occupation_code,
    if(sector = 'social-care', 'other', getvariable('band_codes')[target_rank]) as afc_band,
    sum(post_fte) as fte
  from vacant_posts
  group by all
),

together as (
  select * from held
  union all
  select * from vacant
),

-- Some services are over-established: more people are in post than the ledger funds.
adjusted as (
  select *,
    case
      when service like '%-student' then 1
      when chance(concat(employer_code, service), 'over-established') < 0.09
        then 0.90 + 0.05 * chance(concat(employer_code, service), 'funding')
      else 0.995 + 0.015 * chance(concat(employer_code, service), 'funding')
    end::decimal(6, 4) as funding_factor
  from together
)

select quarter, employer_code, occupation_code, afc_band,
  round(sum(fte * funding_factor), 2)::decimal(10, 2) as funded_fte
from adjusted
group by all
having sum(fte) > 0
order by quarter, employer_code, occupation_code, afc_band;
