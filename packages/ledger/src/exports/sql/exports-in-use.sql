-- Of these exports ($1 uuid[]), those whose files are still needed.
SELECT id FROM export_job WHERE id = ANY ($1::uuid[]) AND state IN ('waiting', 'running', 'done');
