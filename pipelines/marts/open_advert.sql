/*---
grain: "the adverts open in one cell at one quarter end: advertised by then and neither filled nor withdrawn by then; staffed_fte = that of the employers whose staff return is not missing"
as: table
---*/
with missing as (
  select employer_code, period_end as quarter_end
  from marts.employer_return
  where dataset = 'staff' and not is_received
)
select
  quarter.quarter_end, advert.cell,
  count(*) as adverts,
  (sum(advert.fte) filter (missing.employer_code is null))::decimal(18, 6) as staffed_fte,
  count(*) filter (quarter.quarter_end - advert.advertised_date > 90) as long_adverts
from marts.quarter
join marts.advert
  on advert.advertised_date <= quarter.quarter_end
  and (advert.ended_date is null or advert.ended_date > quarter.quarter_end)
left join missing on missing.employer_code = advert.employer_code and missing.quarter_end = quarter.quarter_end
group by all
