-- Grain: one self-assessment of one person's Welsh.
create or replace table nation.welsh_assessment as
with shares as (
  select
    (select value::double / 100 from example.settings where name = 'welsh_recorded_first_percent') as first_share,
    (select value::double / 100 from example.settings where name = 'welsh_recorded_last_percent') as last_share
),

languages as (
  select code as area, coalesce(own.speakers::double / own.aged_3_plus::double, wales.speakers::double / wales.aged_3_plus::double)
    as speaker_share
  from reference.areas
  left join reference.welsh_speakers as own on own.area = code
  join reference.welsh_speakers as wales on wales.area = 'W92000004'
),

-- The share of staff asked rises evenly over ten years; new staff are asked in their first year.
asked as (
  select person_no, person_id, start_quarter, end_quarter, speaker_share,
    chance(person_no, 'welsh-recorded') as place,
    greatest(
      start_quarter + floor(chance(person_no, 'welsh-asked') * 3)::int - if(start_quarter = getvariable('history_start'), 8, 0),
      case when place > first_share
        then getvariable('last_quarter') - 39 + floor(39 * (place - first_share) / (last_share - first_share))::int
        else 0
      end
    ) as first_assessment
  from nation.person
  join languages using (area)
  cross join shares
  where place < last_share
),

assessed as (
  select *, 1 as assessment, first_assessment as quarter
  from asked
  union all by name
  select *, 2 as assessment, first_assessment + 6 + floor(chance(person_no, 'welsh-again-after') * 16)::int as quarter
  from asked
  where chance(person_no, 'welsh-again') < 0.4
),

spoken as (
  select *,
    chance(person_no, 'welsh-stated') < if(assessment = 1, 0.045, 0.02) as is_not_stated,
    case
      when chance(person_no, 'welsh') < speaker_share * 0.8
        then 3 + (chance(person_no, 'welsh-level') > 0.28)::int + (chance(person_no, 'welsh-level') > 0.58)::int
      else (chance(person_no, 'welsh-level') > 0.48)::int + (chance(person_no, 'welsh-level') > 0.80)::int
        + (chance(person_no, 'welsh-level') > 0.96)::int
    end as first_level
  from assessed
),

levelled as (
  select *,
    least(5, first_level + if(assessment = 2 and chance(person_no, 'welsh-learns') < 0.4, 1, 0)) as level
  from spoken
)

select person_no, person_id, assessment, quarter, is_not_stated, level as listening_speaking,
  greatest(0, level - (chance(person_no, 'welsh-reading') < 0.35)::int) as reading,
  greatest(0, level - (chance(person_no, 'welsh-reading') < 0.35)::int - (chance(person_no, 'welsh-writing') < 0.45)::int) as writing,
  quarter_start(quarter) + floor(chance(person_no, 'welsh-day') * 89)::int as assessed_date
from levelled
where quarter < end_quarter and quarter <= getvariable('last_quarter')
  and end_quarter > getvariable('first_quarter')
order by person_no, assessment;
