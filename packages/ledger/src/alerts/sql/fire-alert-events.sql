-- Writes what fires. What has fired before in the same period is left out.
--
-- $1 to $4   rule id, rule name, rule kind, is muted
-- $5         now (epoch milliseconds)
-- $6 to $14  one array a column: dimension, name, period start, period end (epoch milliseconds), threshold, value, unit, title, summary
-- $15        advice
--
-- Returns what was written.
INSERT INTO alert_event (
  rule_id, rule_name, rule_kind, is_muted, fire_time, dimension, dimension_name, period_start, period_end, threshold, value, unit, title,
  summary, advice
)
SELECT
  $1::bigint, $2::text, $3::text, $4::boolean, to_timestamp($5::float8 / 1000.0), dimension, dimension_name,
  to_timestamp(period_start_ms / 1000.0), to_timestamp(period_end_ms / 1000.0), threshold, value, unit, title, summary, advice
FROM unnest(
  $6::text[], $7::text[], $8::float8[], $9::float8[], $10::numeric[], $11::numeric[], $12::text[], $13::text[], $14::text[], $15::text[]
) AS e (dimension, dimension_name, period_start_ms, period_end_ms, threshold, value, unit, title, summary, advice)
ON CONFLICT ON CONSTRAINT alert_event_once DO NOTHING
RETURNING id::text, dimension, threshold::text;
