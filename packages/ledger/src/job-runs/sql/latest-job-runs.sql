-- The newest run of every job. One step along the primary key a job, however many runs are kept.
WITH RECURSIVE name AS (
  (SELECT job FROM job_run ORDER BY job LIMIT 1)
  UNION ALL
  SELECT (SELECT r.job FROM job_run r WHERE r.job > name.job ORDER BY r.job LIMIT 1)
  FROM name
  WHERE name.job IS NOT NULL
)
SELECT
  r.job, (extract(epoch FROM r.slot) * 1000)::bigint AS slot_ms, r.owner, r.attempt,
  (extract(epoch FROM r.start_time) * 1000)::bigint AS start_ms, (extract(epoch FROM r.heartbeat_time) * 1000)::bigint AS heartbeat_ms,
  (extract(epoch FROM r.finish_time) * 1000)::bigint AS finish_ms, r.outcome, r.error
FROM name
CROSS JOIN LATERAL (SELECT * FROM job_run WHERE job_run.job = name.job ORDER BY slot DESC LIMIT 1) AS r
ORDER BY r.job;
