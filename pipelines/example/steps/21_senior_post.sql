-- Grain: one senior post, on the slot that holds it, with the quarters in which it was proposed, set up and given up.
create or replace table nation.senior_post as
with sized as (
  select service, post_type, occupation_code, job_role, string_split(afc_bands, '|') as bands,
    posts_first::double / posts_last::double as share_at_start,
    sum(posts_last::decimal(12, 4)) over (
      order by post_type, service rows unbounded preceding
    ) as posts_to_here
  from example.senior_posts
),

rounded as (
  select * exclude (posts_to_here),
    floor(posts_to_here * getvariable('scale')::decimal(12, 4) + 0.5)::bigint as last_post
  from sized
),

wanted as (
  select *,
    last_post - coalesce(lag(last_post) over (order by post_type, service), 0) as posts
  from rounded
),

-- The posts of a service are dealt to its oldest slots in random order, one kind after the other.
dealt as (
  select *,
    coalesce(sum(posts) over (
      partition by service order by post_type rows between unbounded preceding and 1 preceding
    ), 0)::bigint as first_rank
  from wanted
  where posts > 0
),

ranked as (
  select service, slot_no, open_quarter,
    row_number() over (partition by service order by chance(slot_no, 'senior'), slot_no) - 1 as slot_rank
  from nation.slot
  where open_quarter <= getvariable('history_start') + 8 and sector = 'nhs'
),

placed as (
  select slot_no, open_quarter, post_type, occupation_code, job_role, share_at_start,
    bands[1 + floor(chance(slot_no, 'senior-band') * len(bands))::int] as afc_band,
    (slot_rank - first_rank + chance(slot_no, 'senior-order')) / posts as growth_rank
  from ranked
  join dealt using (service)
  where slot_rank >= first_rank and slot_rank < first_rank + posts
),

-- The last posts of each kind come after the last snapshot: they are still proposals at the end.
established as (
  select *,
    greatest(open_quarter, case
      when growth_rank < share_at_start
        then getvariable('history_start') - 1 - floor(chance(slot_no, 'senior-age') * 24)::int
      else floor(getvariable('history_start')
        + (growth_rank - share_at_start) / (1 - share_at_start) * 43)::int
    end) as established_quarter
  from placed
)

select slot_no, post_type, occupation_code, job_role, rank::int as rank, afc_band,
  established_quarter - 1 - floor(chance(slot_no, 'senior-proposed') * 4)::int as proposed_quarter,
  established_quarter,
  case when chance(slot_no, 'senior-end') < 0.06
    then greatest(established_quarter, getvariable('history_start'))
      + 4 + floor(chance(slot_no, 'senior-end-quarter') * 30)::int
  end as disestablished_quarter
from established
join reference.bands on bands.code = afc_band
order by slot_no;
