-- The lease ends now, so that anybody may go on. $1 id   $2 lease id
UPDATE export_job SET lease_until = now() - interval '1 second' WHERE id = $1::uuid AND lease_id = $2::uuid AND state = 'running' RETURNING id;
