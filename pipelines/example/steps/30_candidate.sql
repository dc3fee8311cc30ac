-- Grain: one possible holder of one post, in order of turn, with the quarters vacant before and the quarters of service.
create or replace table nation.candidate as
with turns as (
  select slot_no, service, staff_type, open_quarter, vacant_share, leaving_factor, youngest_incumbent,
    -- Newly qualified staff take posts of the lowest grades.
    least(0.9, newly_qualified_share
      * case target_rank - entry_rank when 0 then 1.7 when 1 then 1.2 else 0.1 end) as newly_qualified_share,
    unnest(range(8)) as turn
  from nation.post
),

keyed as (
  select *, slot_no * 8 + turn as tenure_no,
    turn = 0 and open_quarter <= getvariable('history_start')
      and chance(slot_no, 'vacant-at-start') >= 1.4 * vacant_share as is_incumbent
  from turns
),

kinds as (
  select keyed.*,
    case
      when is_incumbent then 'incumbent'
      when chance(tenure_no, 'newly-qualified') < newly_qualified_share then 'newly-qualified'
      else joiner.value
    end as kind
  from keyed
  asof join (from nation.choice where list = 'joiner') as joiner
    on joiner.key = staff_type and chance(tenure_no, 'kind') >= joiner.low
),

aged as (
  select kinds.*,
    coalesce(starts_in_autumn = 'yes', false)
      and (staff_type = 'student' or chance(tenure_no, 'autumn') < 0.85) as starts_in_autumn,
    case
      when is_incumbent
        then youngest_incumbent + (64 - youngest_incumbent) * pow(chance(tenure_no, 'age'), 1.25)
      else age_from::double
        + (age_to::double - age_from::double) * pow(chance(tenure_no, 'age'), age_skew::double)
    end as age
  from kinds
  left join example.joiners using (staff_type, kind)
),

-- Service ends where the hazard lived through since the start reaches a draw from the unit exponential.
hazards as (
  select aged.*,
    hazard_before + rate * (age - age_from)
      - ln(1 - chance(tenure_no, 'service')) / leaving_factor as hazard_at_end
  from aged
  asof join nation.leaving_curve on age >= age_from
),

lasting as (
  select hazards.*,
    chance(tenure_no, 'fixed-term') < 0.05 and not is_incumbent and staff_type <> 'student' as is_fixed_term,
    greatest(1, round(4 * (age_from + (hazard_at_end - hazard_before) / rate - age)))::int as natural_quarters
  from hazards
  asof join nation.leaving_curve on hazard_at_end >= hazard_before
)

select tenure_no, slot_no, turn, kind, age, is_fixed_term, starts_in_autumn,
  case
    when staff_type = 'student' and is_incumbent
      then next_autumn(getvariable('history_start') + 1) - getvariable('history_start')
        + 4 * floor(3 * chance(tenure_no, 'year-of-course'))::int
    when staff_type = 'student' then 12
    when is_fixed_term then least(natural_quarters, 4 + floor(5 * chance(tenure_no, 'contract'))::int)
    else natural_quarters
  end as service_quarters,
  case
    when is_incumbent or staff_type = 'student' then 0
    -- Mean wait that leaves the wanted share of posts vacant; newly qualified staff also wait for autumn.
    else round(-ln(1 - chance(tenure_no, 'wait'))
      * greatest(0.4, 34 / leaving_factor * vacant_share / (1 - vacant_share) - 1.7 * newly_qualified_share))::int
  end as vacant_quarters,
  greatest(open_quarter, getvariable('history_start')) as origin_quarter
from lasting
order by tenure_no;
