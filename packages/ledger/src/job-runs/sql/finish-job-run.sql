-- Ends a run that is this owner's still.
--
-- $1 job   $2 slot, epoch milliseconds   $3 owner   $4 what went wrong, or null
UPDATE job_run
SET heartbeat_time = now(), finish_time = now(), outcome = CASE WHEN $4::text IS NULL THEN 'done' ELSE 'failed' END, error = $4::text
WHERE job = $1::text AND slot = to_timestamp($2::bigint / 1000.0) AND owner = $3::text AND finish_time IS NULL
RETURNING attempt;
