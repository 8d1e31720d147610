-- Forgets runs of slots before $1 (epoch milliseconds) that have ended. Returns count.
WITH pruned AS (
  DELETE FROM job_run
  WHERE slot < to_timestamp($1::bigint / 1000.0) AND finish_time IS NOT NULL
  RETURNING attempt
)
SELECT count(*)::integer AS count FROM pruned;
