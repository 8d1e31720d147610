-- Sums the breakdown of a UTC day by model, and once more by feature.
--
-- $1  day (epoch milliseconds)
-- Returns no row.
INSERT INTO usage_breakdown_day (
  dimension_type, dimension_id, label_type, period_start, label, total_input_tokens, total_cache_write_5m_tokens,
  total_cache_write_1h_tokens, total_cache_write_unsplit_tokens, total_cache_read_input_tokens, total_output_tokens, total_requests,
  total_failed_requests, total_cost_pico_usd, total_unpriced_requests, last_update_time
)
SELECT
  dimension_type, dimension_id, l.label_type, to_timestamp($1::bigint / 1000.0), l.label, sum(total_input_tokens), sum(total_cache_write_5m_tokens),
  sum(total_cache_write_1h_tokens), sum(total_cache_write_unsplit_tokens), sum(total_cache_read_input_tokens), sum(total_output_tokens), sum(total_requests),
  sum(total_failed_requests), sum(total_cost_pico_usd), sum(total_unpriced_requests), max(last_update_time)
FROM usage_breakdown
CROSS JOIN LATERAL (VALUES ('model'::usage_label, model), ('feature', feature)) AS l (label_type, label)
WHERE dimension_type IN ('access_key', 'user')
  AND period_start >= to_timestamp($1::bigint / 1000.0) AND period_start < to_timestamp($1::bigint / 1000.0) + interval '24 hours'
GROUP BY dimension_type, dimension_id, l.label_type, l.label
ORDER BY dimension_type, dimension_id, l.label_type, l.label;
