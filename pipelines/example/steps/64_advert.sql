-- Grain: one advert for one post, one attempt after the other until somebody is found.
create or replace table nation.advert as
with periods as (
  select gap.*, quarter_end(getvariable('last_quarter')) as last_day,
    coalesce(leaving.leaving_date, quarter_start(from_quarter) + 20) as vacated_date,
    main.start_date_employer as taken_date,
    gap.slot_no * 16 + row_number() over (partition by gap.slot_no order by from_quarter, gap.next_tenure_no) as gap_no
  from nation.gap
  left join nation.leaving on leaving.tenure_no = earlier_tenure_no
  left join nation.main_assignment as main on main.tenure_no = gap.next_tenure_no
),

begun as (
  select *,
    least(
      vacated_date - 45 + floor(chance(gap_no, 'advert-begins') * 90)::int,
      coalesce(taken_date, last_day) - 60
    ) as begin_date
  from periods
),

-- An attempt lasts five to nine months before the post is advertised again.
counted as (
  select *,
    least(4, 1 + greatest(0, coalesce(taken_date - 60, last_day) - begin_date) // patience) as attempts
  from (select *, 150 + floor(chance(gap_no, 'advert-patience') * 120)::int as patience from begun)
  where coalesce(taken_date, last_day + 1) > last_day - 366 * (select value::int from example.settings where name = 'advert_years')
    and chance(gap_no, 'advert-ever') < 0.92
),

attempted as (
  select *, unnest(range(1, attempts::int + 1)) as attempt
  from counted
),

dated as (
  select *, gap_no * 8 + attempt as advert_no,
    begin_date + ((attempt - 1) * patience)::int as advertised_date
  from attempted
),

closed as (
  select *,
    advertised_date + 10 + floor(chance(advert_no, 'closing') * 18)::int as closes_date,
    case when attempt = attempts and taken_date is not null
      then greatest(advertised_date + 24 + floor(chance(advert_no, 'offer') * 20)::int, taken_date - 28 - floor(chance(advert_no, 'notice') * 42)::int)
    end as found_date,
    attempt < attempts or (taken_date is null and chance(advert_no, 'withdrawn') < 0.1) as gives_up
  from dated
),

judged as (
  select *,
    case
      when gives_up and closes_date <= last_day then 'withdrawn'
      when found_date <= last_day then 'filled'
      when closes_date <= last_day - 10 and chance(advert_no, 'offered') < 0.5 then 'offered'
      else 'open'
    end as status,
    case when chance(advert_no, 'applications-known') < 0.9 then
      floor(-ln(1 - chance(advert_no, 'applications')) * applications * if(gives_up, 0.35, 1.15))::int
        + if(found_date is null, 0, 1)
    end as applications_received
  from closed
  join nation.post using (slot_no)
)

select *,
  floor(applications_received * (0.2 + 0.4 * chance(advert_no, 'shortlist')))::int as shortlisted
from judged
where advertised_date > last_day - 366 * (select value::int from example.settings where name = 'advert_years')
  and advertised_date between quarter_start(getvariable('first_quarter')) and last_day
order by advert_no;
