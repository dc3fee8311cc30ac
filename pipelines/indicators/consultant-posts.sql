/*---
order: 36
title:
  en: "Consultant posts"
  cy: "Swyddi ymgynghorol"
description:
  en: "Consultant practitioner posts on the last day of the quarter that are neither proposed nor disestablished, filled or not; their funded FTE is the breakdown."
  cy: "Swyddi ymarferwyr ymgynghorol ar ddiwrnod olaf y chwarter nad ydynt yn arfaethedig nac wedi'u dileu, wedi'u llenwi neu beidio; eu FTE a ariennir yw'r dadansoddiad."
unit:
  en: "posts"
  cy: "swyddi"
kind: count
class: O
period: quarter
direction: up
decimals: 0
outcomes: [senior-ahps, achieve-potential]
actions: [more-consultant-and-advanced-posts, more-advanced-and-consultant-roles, maximise-senior-clinical-roles, academic-and-research-posts]
audiences: [senior]
staff_types: [all]
breakdowns: [measure]
by_occupation_code: true
quality: none
welsh: for-review
version: 1
---*/
select quarter_end as period_end, cell, 'none' as breakdown, 'all' as category, posts as total
from marts.senior_post_type
where post_type = 'consultant'
union all
select quarter_end, cell, 'measure', 'funded-fte', funded_fte
from marts.senior_post_type
where post_type = 'consultant'
