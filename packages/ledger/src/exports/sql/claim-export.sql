-- The oldest export that waits, or whose worker gave no sign of life until its lease ended.
-- One that ended its workers so often is left alone, or each time it would end those of its neighbours: sweep-exports.sql tells who asked.
-- $1 lease id   $2 how long it lasts, in milliseconds   $3 most exports running at once   $4 most attempts
UPDATE export_job
SET
  state = 'running',
  lease_id = $1::uuid,
  lease_until = now() + $2::float8 * interval '1 millisecond',
  attempt = attempt + 1,
  start_time = coalesce(start_time, now())
WHERE id = (
  SELECT id
  FROM export_job
  WHERE (state = 'waiting' OR (state = 'running' AND lease_until < now()))
    AND NOT is_cancel_requested
    AND attempt < $4::integer
    AND (SELECT count(*) FROM export_job WHERE state = 'running' AND lease_until >= now()) < $3::integer
  ORDER BY id
  LIMIT 1
  FOR UPDATE SKIP LOCKED
)
RETURNING id;
