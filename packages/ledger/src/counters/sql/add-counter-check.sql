-- Keeps what a comparison of the counters found, and forgets those of more than 30 days ago.
--
-- $1 cause   $2 start, epoch milliseconds   $3 cells   $4 reseeded   $5 late   $6 drift   $7 pend wrong, or null   $8 examples
WITH old AS (
  DELETE FROM counter_check WHERE finish_time < now() - interval '30 days'
)
INSERT INTO counter_check (cause, start_time, cell_count, reseeded_count, late_count, drift_count, pend_wrong_count, examples)
VALUES (
  $1::text, to_timestamp($2::bigint / 1000.0), $3::integer, $4::integer, $5::integer, $6::integer, $7::integer, $8::text[]
)
RETURNING id::text;
