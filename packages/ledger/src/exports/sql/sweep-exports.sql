-- Ends what nobody will finish, and what is done and past its time.
-- $1 now (epoch milliseconds)   $2 most attempts
UPDATE export_job
SET
  state = CASE WHEN state = 'done' THEN 'expired' WHEN is_cancel_requested THEN 'cancelled' ELSE 'failed' END,
  failure = CASE WHEN state = 'done' OR is_cancel_requested THEN NULL ELSE 'begun_too_often' END,
  finish_time = coalesce(finish_time, now()),
  lease_id = NULL, lease_until = NULL, checkpoint = NULL
WHERE (state = 'done' AND expire_time <= to_timestamp($1::float8 / 1000))
  OR (state = 'running' AND lease_until < now() AND (is_cancel_requested OR attempt >= $2::integer))
RETURNING id;
