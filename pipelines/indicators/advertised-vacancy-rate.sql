/*---
order: 17
title:
  en: "Advertised vacancy rate"
  cy: "Cyfradd swyddi gwag a hysbysebwyd"
description:
  en: "FTE of adverts open on the last day of the quarter as a share of that and the FTE in post. An advert is open when it was advertised by then and neither filled nor withdrawn by then."
  cy: "FTE hysbysebion sydd ar agor ar ddiwrnod olaf y chwarter fel cyfran o hynny a'r FTE mewn swydd. Mae hysbyseb ar agor os cafodd ei chyhoeddi erbyn hynny a heb ei llenwi na'i thynnu'n ôl erbyn hynny."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "FTE of open adverts"
  cy: "FTE hysbysebion agored"
denominator:
  en: "FTE in post and FTE of open adverts"
  cy: "FTE mewn swydd ac FTE hysbysebion agored"
kind: rate
scale: 100
interval: none
basis: advertised
class: P
counts:
  - people: in-post
period: quarter
direction: down
decimals: 1
outcomes: [reduced-workforce-gaps]
audiences: [gaps]
quality:
  of:
    en: "of the adverts"
    cy: "o'r hysbysebion"
  what:
    en: "the date of withdrawal"
    cy: "dyddiad y tynnu'n ôl"
  records: vacancies
  unknown: "status = 'withdrawn' and closing_date is null"
  date: "advertised_date"
welsh: for-review
version: 1
---*/
with in_post as (
  select quarter_end, cell, fte, people from marts.workforce
)
-- adverts of an employer whose staff return is missing are left out with it; where there is nothing else, there is no number
select
  quarter_end as period_end, cell,
  coalesce(advert.staffed_fte, 0) as numerator,
  coalesce(in_post.fte + coalesce(advert.staffed_fte, 0), advert.staffed_fte) as denominator,
  coalesce(in_post.people, 0) as people, null as denominator_people
from in_post full join marts.open_advert as advert using (quarter_end, cell)
