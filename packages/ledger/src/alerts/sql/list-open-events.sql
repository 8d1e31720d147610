-- What a rule has fired and not resolved. Read after the rule is held.
--
-- $1 rule id
SELECT
  id::text,
  dimension,
  dimension_name,
  (extract(epoch FROM period_start) * 1000)::float8 AS period_start_ms,
  (extract(epoch FROM period_end) * 1000)::float8 AS period_end_ms,
  threshold::text,
  unit,
  title,
  is_muted
FROM alert_event
WHERE rule_id = $1::bigint AND resolve_time IS NULL
ORDER BY id;
