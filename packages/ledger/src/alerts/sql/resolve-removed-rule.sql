-- Ends what a rule has open and what it still has to say. It is removed.
--
-- $1 rule id
-- $2 now (epoch milliseconds)
WITH resolved AS (
  UPDATE alert_event SET resolve_time = to_timestamp($2::float8 / 1000.0)
  WHERE rule_id = $1::bigint AND resolve_time IS NULL
  RETURNING id
)
SELECT count(*)::integer AS resolved_count FROM resolved;
