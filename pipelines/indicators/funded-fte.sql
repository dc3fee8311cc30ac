/*---
order: 14
title:
  en: "Funded posts"
  cy: "Swyddi a ariennir"
description:
  en: "Funded establishment on the finance ledger on the last day of the quarter, in FTE. Where the ledger gives only an occupation code, arts therapists and prosthetists and orthotists are known as groups only."
  cy: "Sefydliad a ariennir ar y cyfriflyfr ar ddiwrnod olaf y chwarter, mewn FTE. Lle nad yw'r cyfriflyfr yn rhoi ond cod galwedigaeth, fel grwpiau'n unig y mae therapyddion y celfyddydau a phrosthetyddion ac orthotyddion yn hysbys."
unit:
  en: "FTE"
  cy: "cyfwerth ag amser llawn (FTE)"
kind: fte
class: O
period: quarter
direction: none
decimals: 1
outcomes: [reduced-workforce-gaps]
audiences: [gaps, commissioning]
by_occupation_code: true
quality: none
welsh: for-review
version: 1
---*/
select quarter_end as period_end, cell, sum(funded_fte) as total
from marts.funded_post
group by all
