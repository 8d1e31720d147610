-- $1 id   $2 lease id   $3 name of the file   $4 bytes   $5 SHA-256   $6 totals   $7 rows   $8 when the file goes (epoch milliseconds)
UPDATE export_job
SET
  state = 'done', finish_time = now(), lease_id = NULL, lease_until = NULL, checkpoint = NULL,
  stored_name = $3::text, byte_count = $4::bigint, sha256 = $5::text, totals = $6::jsonb, row_count = $7::bigint, row_total = $7::bigint,
  expire_time = to_timestamp($8::float8 / 1000)
WHERE id = $1::uuid AND lease_id = $2::uuid AND state = 'running'
RETURNING id;
