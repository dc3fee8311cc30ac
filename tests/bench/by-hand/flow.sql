-- joiners, leavers and those who stayed over twelve months, and what became of those who were there at the start
with post as (
  select * from staging.staff where in_post and month(snapshot_date) % 3 = 0
),
returned as (
  select distinct employer_code, snapshot_date from staging.staff where month(snapshot_date) % 3 = 0
),
year as (
  select distinct finish.snapshot_date as period_end, start.snapshot_date as period_start
  from returned as finish
  join returned as start on start.snapshot_date = last_day(finish.snapshot_date - interval 12 month)
),
followed as (
  select year.period_end, year.period_start, returned.employer_code
  from year
  join returned on returned.snapshot_date in (year.period_start, year.period_end)
  left join reference.series_breaks as breaks
    on breaks.area = returned.employer_code
    and breaks.effective_date::date > year.period_start and breaks.effective_date::date <= year.period_end
  group by all
  having count(distinct returned.snapshot_date) = 2 or count(breaks.area) > 0
),
year_end as (
  select period_end, period_start, employer_code, period_start as snapshot_date, true as is_start from followed
  union all
  select period_end, period_start, employer_code, period_end, false from followed
),
person as (
  select
    ends.period_end, ends.period_start, total.area, total.total_profession as profession,
    total.total_staff_type as staff_type, post.person,
    bool_or(is_start) as at_start, bool_or(not is_start) as at_end
  from post
  join year_end as ends using (employer_code, snapshot_date)
  join total
    on total.employer_code = post.employer_code and total.profession = post.profession
    and total.staff_type = post.staff_type
  group by all
),
wales as (
  select
    snapshot_date, person, max(band_rank) as band_rank, list(distinct employer_code) as employers,
    bool_or(staff_type = 'registered') as is_registered
  from post
  group by all
),
-- who was at one body of a mass transfer before it and at one of them after it has not changed the employer
transfer as (
  select year.period_end, year.period_start, list(breaks.area) as employers
  from year
  join reference.series_breaks as breaks
    on breaks.effective_date::date > year.period_start and breaks.effective_date::date <= year.period_end
  join reference.areas on areas.code = breaks.area and areas.level = 'employer'
  group by year.period_end, year.period_start, breaks.effective_date, breaks.name_en
),
transferred as (
  select distinct transfer.period_end, start.person
  from transfer
  join wales as start
    on start.snapshot_date = transfer.period_start and list_has_any(start.employers, transfer.employers)
  join wales as finish
    on finish.snapshot_date = transfer.period_end and finish.person = start.person
    and list_has_any(finish.employers, transfer.employers)
)
select
  person.period_end, area, profession, staff_type,
  count(*) filter (at_start) as people_at_start,
  count(*) filter (at_end) as people_at_end,
  count(*) filter (at_start and at_end) as stayed,
  count(*) filter (at_end and not at_start) as joined_cell,
  count(*) filter (at_end and wales_start.person is null) as joined_wales,
  count(*) filter (at_start and not at_end) as left_cell,
  count(*) filter (at_start and wales_end.person is null) as left_wales,
  count(*) filter (at_start and wales_end.person is not null) as kept_in_wales,
  count(*) filter (at_start and wales_end.band_rank > wales_start.band_rank) as risen,
  count(*) filter (
    at_start and transferred.person is null and not list_has_any(wales_start.employers, wales_end.employers)
  ) as changed_employer,
  count(*) filter (at_start and wales_end.is_registered) as registered_at_end,
  (people_at_start + people_at_end) / 2 as average_people
from person
left join wales as wales_start
  on wales_start.person = person.person and wales_start.snapshot_date = person.period_start
left join wales as wales_end
  on wales_end.person = person.person and wales_end.snapshot_date = person.period_end
left join transferred on transferred.period_end = person.period_end and transferred.person = person.person
group by all
