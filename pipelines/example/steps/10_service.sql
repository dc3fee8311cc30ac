-- Grain: one service of one employer (profession × staff type), with its number of posts at the last snapshot.
create or replace table nation.service as
with sized as (
  select posts.service, employer_code, profession, staff_type,
    growth_percent::double / 100 as growth,
    vacant_percent::double / 100 as vacant_share,
    leaving_factor::double as leaving_factor,
    newly_qualified_percent::double / 100 as newly_qualified_share,
    female_percent::double / 100 as female_share,
    part_time_factor::double as part_time_factor,
    youngest_incumbent::int as youngest_incumbent,
    applications::double as applications,
    rank::int as entry_rank,
    posts.people::int / (1 - vacant_percent::double / 100) as posts_at_scale_1
  from example.posts
  join example.services using (service)
  join reference.bands on bands.code = entry_band
),

counted as (
  select *,
    sum(posts_at_scale_1::decimal(12, 4)) over (
      order by service, employer_code rows unbounded preceding
    ) as posts_to_here
  from sized
),

-- Whole posts at any scale: rounded where the running total is, so that small services survive on average.
rounded as (
  select *,
    floor(posts_to_here * getvariable('scale')::decimal(12, 4) + 0.5)::bigint as last_post
  from counted
)

select rounded.* exclude (posts_at_scale_1, posts_to_here, last_post),
  coalesce(lag(last_post) over (order by service, employer_code), 0)::bigint as posts_before,
  (last_post - coalesce(lag(last_post) over (order by service, employer_code), 0))::int as posts,
  area.parent as area, area.sector,
  transfers.from_employer as earlier_employer_code,
  quarter_of(transfers.effective_date::date) as transfer_quarter,
  transfers.posts_percent::double / 100 as transferred_share,
  quarter_of(openings.effective_date::date) as opening_quarter
from rounded
join reference.areas as area on area.code = employer_code
left join example.transfers on transfers.to_employer = employer_code
left join example.openings using (employer_code)
order by service, rounded.employer_code;
