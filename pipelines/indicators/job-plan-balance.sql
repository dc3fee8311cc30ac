/*---
order: 43
title:
  en: "Balance of job plans"
  cy: "Cydbwysedd cynlluniau swydd"
description:
  en: "Mean share of each of the four pillars in the job plans of live senior posts that state all four; every post counts alike."
  cy: "Cyfran gymedrig pob un o'r pedwar piler yng nghynlluniau swydd uwch swyddi byw sy'n nodi'r pedwar; mae pob swydd yn cyfrif yr un fath."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Sum of the pillar's shares in per cent"
  cy: "Swm cyfrannau'r piler yn y cant"
denominator:
  en: "Live senior posts that state all four pillars"
  cy: "Uwch swyddi byw sy'n nodi'r pedwar piler"
kind: mean
scale: 1
class: O
period: quarter
direction: none
decimals: 1
outcomes: [achieve-potential, senior-ahps]
actions: [job-planning, time-for-research]
audiences: [senior]
staff_types: [all]
breakdowns: [pillar]
by_occupation_code: true
quality:
  of:
    en: "of the senior posts returned at quarter ends"
    cy: "o'r uwch swyddi a ddychwelwyd ar ddiwedd chwarteri"
  what:
    en: "the share of each of the four pillars"
    cy: "cyfran pob un o'r pedwar piler"
  records: senior_posts
  counted: "status not in ('proposed', 'disestablished')"
  unknown: "pillar_clinical is null or pillar_leadership is null or pillar_education is null or pillar_research is null"
  date: "quarter_end"
welsh: for-review
version: 1
---*/
with stated as (
  select quarter_end, cell, pillar_clinical as clinical, pillar_leadership as leadership,
    pillar_education as education, pillar_research as research
  from marts.senior_post_quarter
  where is_live and pillar_clinical is not null and pillar_leadership is not null
    and pillar_education is not null and pillar_research is not null
),
by_pillar as (
  unpivot stated on clinical, leadership, education, research into name pillar value share
)
select
  quarter_end as period_end, cell, 'pillar' as breakdown, pillar as category,
  sum(share) as numerator, count(*) as denominator
from by_pillar
group by all
