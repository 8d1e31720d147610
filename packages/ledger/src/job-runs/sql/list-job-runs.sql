-- Runs, newest slot first.
--
-- $1 job, or null for all   $2 most rows
SELECT
  job, (extract(epoch FROM slot) * 1000)::bigint AS slot_ms, owner, attempt, (extract(epoch FROM start_time) * 1000)::bigint AS start_ms,
  (extract(epoch FROM heartbeat_time) * 1000)::bigint AS heartbeat_ms, (extract(epoch FROM finish_time) * 1000)::bigint AS finish_ms, outcome, error
FROM job_run
WHERE $1::text IS NULL OR job = $1::text
ORDER BY slot DESC, job
LIMIT $2::integer;
