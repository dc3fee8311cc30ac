-- Grain: none. The random numbers, the quarter calendar and the pseudonyms every other step uses.
-- A quarter is an integer: four times the year, plus 0 for the quarter that ends in March.
create schema if not exists nation;

-- A number in [0, 1) that depends on the key, the purpose and the seed alone, never on the order of work.
create or replace macro chance(key, purpose) as
  hash(key, purpose, getvariable('seed')) / 18446744073709551616.0;

create or replace macro quarter_of(day) as (year(day) * 4 + (month(day) - 1) // 3)::int;

create or replace macro quarter_start(quarter) as make_date(quarter // 4, (quarter % 4) * 3 + 1, 1);

create or replace macro quarter_end(quarter) as last_day(make_date(quarter // 4, (quarter % 4) * 3 + 3, 1));

-- The snapshot of 30 September on or after the quarter.
create or replace macro next_autumn(quarter) as quarter + (2 - quarter % 4 + 4) % 4;

-- A value with up to two changes, as it stands in a quarter; a null quarter is no change.
create or replace macro value_at(quarter, value_1, quarter_2, value_2, quarter_3, value_3) as
  case when quarter >= quarter_3 then value_3 when quarter >= quarter_2 then value_2 else value_1 end;

create or replace macro low_40_bits(number) as number & 1099511627775::bigint;

create or replace macro scattered(number) as
  low_40_bits(xor(number, number >> 17) * 7919113::bigint);

-- Two letters and ten hexadecimal digits; different numbers below 2^36 never share one.
create or replace macro pseudonym(prefix, number) as
  prefix || format('{:010x}', xor(
    scattered(low_40_bits(number::bigint * 10368889 + getvariable('pseudonym_offset'))),
    scattered(low_40_bits(number::bigint * 10368889 + getvariable('pseudonym_offset'))) >> 21));

set variable pseudonym_offset = (hash('pseudonym', getvariable('seed')) >> 24)::bigint;

set variable last_quarter =
  (select quarter_of(value::date) from example.settings where name = 'last_snapshot');

set variable first_quarter = getvariable('last_quarter') - getvariable('months')::int // 3 + 1;

-- History starts here even when fewer months are written, so that a shorter window is the end of the same history.
set variable history_start = least(
  getvariable('first_quarter'),
  getvariable('last_quarter') + 1
    - (select value::int from example.settings where name = 'simulated_quarters'));
