-- Everybody's sums.
INSERT INTO usage_rollup
SELECT
  l.label_type,
  p.period_type,
  date_trunc(p.period_type::text, period_start, 'UTC'),
  l.label,
  sum(total_input_tokens),
  sum(total_cache_write_5m_tokens),
  sum(total_cache_write_1h_tokens),
  sum(total_cache_write_unsplit_tokens),
  sum(total_cache_read_input_tokens),
  sum(total_output_tokens),
  sum(total_requests),
  sum(total_failed_requests),
  sum(total_cost_pico_usd),
  sum(total_unpriced_requests),
  max(last_update_time)
FROM usage_breakdown
JOIN LATERAL (
  VALUES ('access_key'::usage_dimension, 'model'::usage_label, model), ('access_key', 'feature', feature), ('user', 'user', '')
) AS l (counted_dimension, label_type, label) ON counted_dimension = dimension_type
CROSS JOIN (VALUES ('hour'::usage_period), ('day')) AS p (period_type)
GROUP BY 1, 2, 3, 4;
