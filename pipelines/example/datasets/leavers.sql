-- Grain: one person's leaving of one employer; who keeps another assignment there has not left.
select leaving_date, person_id, employer_code,
  case when chance(tenure_no, 'reason-known') < 0.95 then reason.value end as leaving_reason,
  case when chance(tenure_no, 'destination-known') < 0.85 then
    case reason.value when '01' then '16' when '28' then '13' else destination.value end
  end as destination
from nation.leaving
asof join (from nation.choice where list = 'leaving-reason') as reason
  on reason.key = situation and chance(tenure_no, 'reason') >= reason.low
asof join (from nation.choice where list = 'destination') as destination
  on destination.key = situation and chance(tenure_no, 'destination') >= destination.low
where end_quarter > getvariable('first_quarter') and next_employer is distinct from employer_code
  and not exists (
    from nation.assignment as kept
    where kept.person_no = leaving.person_no and kept.employer_code = leaving.employer_code
      and kept.start_quarter <= leaving.end_quarter and kept.end_quarter > leaving.end_quarter
      and kept.category_1 not in ('bank', 'honorary')
  )
order by leaving_date, tenure_no
