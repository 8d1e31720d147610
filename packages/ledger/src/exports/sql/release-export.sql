-- The lease ends now, so that anybody may go on, and was no attempt: a worker that ends in order, or finds a store away, says nothing of the export.
-- $1 id   $2 lease id
UPDATE export_job
SET lease_until = now() - interval '1 second', attempt = attempt - 1
WHERE id = $1::uuid AND lease_id = $2::uuid AND state = 'running'
RETURNING id;
