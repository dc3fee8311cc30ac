-- Grain: one programme's cohort of one academic year.
create or replace table nation.cohort as
with years as (
  select profession, academic_year, substr(academic_year, 1, 4)::int as start_year,
    (commissioned_places::int * getvariable('scale')) as places_wanted,
    completed::int * getvariable('scale') as graduates
  from example.education_places
  where substr(academic_year, 1, 4)::int * 4 + 3 >= getvariable('first_quarter') - 3
),

offered as (
  select years.*, programme.* exclude (profession, share),
    programme.share::decimal(9, 3) as share,
    sum(programme.share::decimal(9, 3)) over (partition by profession, academic_year) as share_in_all,
    sum(programme.share::decimal(9, 3)) over (
      partition by profession, academic_year
      order by provider, route, welsh_medium rows unbounded preceding
    ) as share_to_here
  from years
  join example.education_programmes as programme using (profession)
  where coalesce(programme.first_year, '') <= academic_year
),

-- Places are dealt so that they add up to the year's number for the profession.
dealt as (
  select *,
    (floor(places_wanted * share_to_here / share_in_all + 0.5)
      - floor(places_wanted * (share_to_here - share) / share_in_all + 0.5))::int as places,
    concat_ws('|', profession, academic_year, provider, route, welsh_medium) as cohort_key
  from offered
),

enrolled as (
  select *,
    least(places, floor(places * enrolled_percent::double / 100 + chance(cohort_key, 'enrolled')))::int as enrolled_people
  from dealt
),

graduated as (
  select *,
    case when graduates is not null then
      (floor(graduates * sum(enrolled_people) over (by_programme rows unbounded preceding)
          / sum(enrolled_people) over (partition by profession, academic_year) + 0.5)
        - floor(graduates * (sum(enrolled_people) over (by_programme rows unbounded preceding) - enrolled_people)
          / sum(enrolled_people) over (partition by profession, academic_year) + 0.5))::int
      else least(enrolled_people, floor(enrolled_people * completed_percent::double / 100 + chance(cohort_key, 'completed')))::int
    end as completed_people
  from enrolled
  window by_programme as (partition by profession, academic_year order by provider, route, welsh_medium)
)

select academic_year, start_year, profession, provider, route, welsh_medium, years::int as course_years,
  places, enrolled_people,
  floor(places * applications_per_place::double * (0.85 + 0.3 * chance(cohort_key, 'applications')) + chance(cohort_key, 'one'))::int
    as applications,
  least(enrolled_people, completed_people) as completed_people,
  floor(least(enrolled_people, completed_people) * employed_percent::double / 100 + chance(cohort_key, 'employed'))::int
    as employed_people,
  cohort_key
from graduated
where places > 0
order by academic_year, profession, provider, route, welsh_medium;
