-- One that waits is cancelled now; one that runs is told, and stops at its next sign of life. $1 id
UPDATE export_job
SET
  is_cancel_requested = true,
  finish_time = CASE WHEN state = 'waiting' THEN now() END,
  state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END
WHERE id = $1::uuid AND state IN ('waiting', 'running')
RETURNING id;
