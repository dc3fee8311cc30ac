/*---
order: 6
title:
  en: "Aged 55 and over"
  cy: "55 oed a throsodd"
description:
  en: "Persons in post aged 55 or over as a share of those whose age is known; the full age profile is the breakdown."
  cy: "Pobl mewn swydd sy'n 55 oed neu drosodd fel cyfran o'r rhai y mae eu hoedran yn hysbys; y proffil oedran llawn yw'r dadansoddiad."
unit:
  en: "per cent"
  cy: "y cant"
numerator:
  en: "Persons aged 55 or over"
  cy: "Pobl 55 oed neu drosodd"
denominator:
  en: "Persons of known age"
  cy: "Pobl y mae eu hoedran yn hysbys"
kind: rate
scale: 100
interval: wilson
class: S
period: quarter
direction: none
decimals: 1
outcomes: [stable-balanced-workforce]
audiences: [commissioning]
breakdowns: [age-band]
welsh: for-review
version: 1
---*/
with by_age as (
  select quarter_end as period_end, cell, coalesce(age_band, 'unknown') as age_band, count(*) as people
  from marts.person_quarter
  group by all
),
in_cell as (
  select
    period_end, cell, sum(people) as everyone,
    coalesce(sum(people) filter (age_band <> 'unknown'), 0) as known,
    coalesce(sum(people) filter (age_band in ('55-59', '60-64', '65+')), 0) as aged
  from by_age
  group by all
)
select
  period_end, cell, 'none' as breakdown, 'all' as category,
  aged as numerator, known as denominator, aged as people, known as denominator_people
from in_cell
union all
select
  in_cell.period_end, in_cell.cell, 'age-band', categories.code,
  coalesce(by_age.people, 0),
  if(categories.code = 'unknown', in_cell.everyone, in_cell.known),
  coalesce(by_age.people, 0),
  if(categories.code = 'unknown', in_cell.everyone, in_cell.known)
from in_cell
join reference.categories as categories on categories.breakdown = 'age-band'
left join by_age
  on by_age.period_end = in_cell.period_end and by_age.cell = in_cell.cell and by_age.age_band = categories.code
