-- Which models each access key used, and between which hours: where lines to price anew can be.
--
-- $1, $2  first instant, first instant no more (epoch milliseconds)   $3 access key ids, or null for all
-- Returns access_key_id, model (empty text is "none"), from_ms, to_ms: whole hours.
SELECT
  dimension_id::text AS access_key_id,
  model,
  (extract(epoch FROM min(period_start)) * 1000)::bigint::text AS from_ms,
  (extract(epoch FROM max(period_start) + interval '1 hour') * 1000)::bigint::text AS to_ms
FROM usage_breakdown
WHERE dimension_type = 'access_key'
  AND period_start >= date_trunc('hour', to_timestamp($1::bigint / 1000.0), 'UTC')
  AND period_start < to_timestamp($2::bigint / 1000.0)
  AND ($3::bigint[] IS NULL OR dimension_id = ANY ($3::bigint[]))
GROUP BY dimension_id, model
ORDER BY dimension_id, model COLLATE "C";
