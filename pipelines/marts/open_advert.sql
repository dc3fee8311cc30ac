/*---
grain: "the adverts open in one cell at one quarter end: advertised by then and neither filled nor withdrawn by then"
as: table
---*/
select
  quarter.quarter_end, advert.cell,
  count(*) as adverts, sum(advert.fte)::decimal(18, 6) as fte,
  count(*) filter (quarter.quarter_end - advert.advertised_date > 90) as long_adverts
from marts.quarter
join marts.advert
  on advert.advertised_date <= quarter.quarter_end
  and (advert.ended_date is null or advert.ended_date > quarter.quarter_end)
group by all
