-- $1 id   $2 lease id   $3 why it failed, or null for cancelled
UPDATE export_job
SET
  state = CASE WHEN $3::text IS NULL THEN 'cancelled' ELSE 'failed' END,
  failure = $3, finish_time = now(), lease_id = NULL, lease_until = NULL, checkpoint = NULL
WHERE id = $1::uuid AND lease_id = $2::uuid AND state = 'running'
RETURNING id;
