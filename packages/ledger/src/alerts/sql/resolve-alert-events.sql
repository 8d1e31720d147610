-- Resolves events. What is resolved already is left out.
--
-- $1 event ids
-- $2 now (epoch milliseconds)
UPDATE alert_event
SET resolve_time = to_timestamp($2::float8 / 1000.0)
WHERE id = ANY ($1::bigint[]) AND resolve_time IS NULL
RETURNING id::text;
