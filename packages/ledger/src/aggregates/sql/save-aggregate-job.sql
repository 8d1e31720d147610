-- Saves how far a job is, if it is this owner's still.
--
-- $1 id   $2 owner   $3 state   $4 next day, epoch milliseconds   $5 days skipped   $6 units   $7 cells that differed   $8 breakdown cells that differed
-- $9 differences to append, JSON array   $10 error, or null
-- Returns id; no row where it is another's by now.
UPDATE aggregate_job
SET
  state = $3::text,
  heartbeat_time = now(),
  finish_time = CASE WHEN $3::text IN ('done', 'failed') THEN now() END,
  next_day = to_timestamp($4::bigint / 1000.0),
  skipped_day_count = skipped_day_count + $5::integer,
  unit_count = unit_count + $6::integer,
  difference_count = difference_count + $7::integer,
  breakdown_difference_count = breakdown_difference_count + $8::integer,
  differences = CASE WHEN jsonb_array_length(differences) < 100 THEN jsonb_path_query_array(differences || $9::jsonb, '$[0 to 99]') ELSE differences END,
  error = $10::text
WHERE id = $1::bigint AND owner = $2::text AND state = 'running'
RETURNING id::text;
