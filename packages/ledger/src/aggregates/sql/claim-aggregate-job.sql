-- Takes the oldest job that is queued, or whose owner has given no sign of life for 30 s. Of several that ask at once each gets another, or none.
--
-- $1 owner
-- Returns the job: id, kind, is_dry_run, dimension_type, dimension_id, next_ms, end_ms.
UPDATE aggregate_job
SET state = 'running', owner = $1::text, heartbeat_time = now(), start_time = coalesce(start_time, now())
WHERE id = (
  SELECT id
  FROM aggregate_job
  WHERE state = 'queued' OR (state = 'running' AND heartbeat_time < now() - interval '30 seconds')
  ORDER BY id
  LIMIT 1
  FOR UPDATE SKIP LOCKED
)
RETURNING
  id::text, kind, is_dry_run, dimension_type, dimension_id::text, (extract(epoch FROM next_day) * 1000)::bigint AS next_ms,
  (extract(epoch FROM range_end) * 1000)::bigint AS end_ms;
