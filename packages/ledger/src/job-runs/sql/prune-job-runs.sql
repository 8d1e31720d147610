-- Forgets runs that have ended: those of slots before $1 (epoch milliseconds), and of each job all but the newest $2. Returns count.
WITH pruned AS (
  DELETE FROM job_run AS r
  USING (
    SELECT job, slot, row_number() OVER (PARTITION BY job ORDER BY slot DESC) AS number FROM job_run
  ) AS numbered
  WHERE r.job = numbered.job AND r.slot = numbered.slot AND r.finish_time IS NOT NULL
    AND (r.slot < to_timestamp($1::bigint / 1000.0) OR numbered.number > $2::integer)
  RETURNING r.attempt
)
SELECT count(*)::integer AS count FROM pruned;
