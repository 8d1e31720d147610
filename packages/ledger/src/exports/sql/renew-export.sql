-- A sign of life, with how far it is. No row: another worker holds it, or it was ended.
-- $1 id   $2 lease id   $3 how long the lease lasts from now, in milliseconds
-- $4 rows   $5 rows in all, or null while unknown   $6 rows a second, or null   $7 bytes   $8 checkpoint, or null for the last one
UPDATE export_job
SET
  lease_until = now() + $3::float8 * interval '1 millisecond',
  row_count = $4::bigint,
  row_total = coalesce($5::bigint, row_total),
  rows_per_second = coalesce($6::integer, rows_per_second),
  byte_count = $7::bigint,
  checkpoint = coalesce($8::jsonb, checkpoint)
WHERE id = $1::uuid AND lease_id = $2::uuid AND state = 'running'
RETURNING is_cancel_requested;
