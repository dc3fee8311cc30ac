-- Grain: one programme's take-up by one profession of one employer in one calendar year.
with staff as (
  select employer_code, profession, sum(people::int) * getvariable('scale') as people
  from example.posts
  join example.services using (service)
  join reference.areas on code = employer_code
  where profession is not null and sector = 'nhs'
  group by all
),

years as (
  select unnest(range(
    getvariable('first_quarter') // 4,
    (getvariable('last_quarter') + 1) // 4
  ))::int as year
),

expected as (
  select year, employer_code, profession, programme, places_percent::double / 100 as places_share,
    concat_ws('|', year, employer_code, profession, programme) as take_up_key,
    people / 100 * (
      participants_per_100_first::double
      + (participants_per_100_last::double - participants_per_100_first::double)
        * greatest(0, least(1, (year - 2016) / 10))
    ) as participants_expected
  from staff
  cross join years
  cross join example.development
  where not exists (
    from example.openings
    where openings.employer_code = staff.employer_code and year(effective_date::date) > year
  ) and not exists (
    from example.transfers
    where to_employer = staff.employer_code and posts_percent = '100' and year(effective_date::date) > year
  )
),

taken_up as (
  select *,
    floor(participants_expected * (0.7 + 0.6 * chance(take_up_key, 'take-up')) + chance(take_up_key, 'one'))::int as participants
  from expected
)

select year, employer_code, profession, programme,
  case when chance(take_up_key, 'places-known') < 0.9
    then ceil(participants * places_share)::int
  end as places,
  participants
from taken_up
where participants > 0
order by year, employer_code, profession, programme
