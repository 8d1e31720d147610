-- A sign of life of a run. No row where the slot is another's by now, or has ended.
--
-- $1 job   $2 slot, epoch milliseconds   $3 owner
UPDATE job_run
SET heartbeat_time = now()
WHERE job = $1::text AND slot = to_timestamp($2::bigint / 1000.0) AND owner = $3::text AND finish_time IS NULL
RETURNING attempt;
