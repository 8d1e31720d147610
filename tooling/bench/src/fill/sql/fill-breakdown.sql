-- The breakdown, from the rows.
INSERT INTO usage_breakdown (
  dimension_type, dimension_id, period_start, model, feature, total_input_tokens, total_cache_write_5m_tokens,
  total_cache_write_1h_tokens, total_cache_write_unsplit_tokens, total_cache_read_input_tokens, total_output_tokens,
  total_requests, total_failed_requests, total_cost_pico_usd, total_unpriced_requests
)
SELECT
  d.dimension_type,
  d.dimension_id,
  date_trunc('hour', occur_time, 'UTC'),
  coalesce(model, ''),
  coalesce(feature, ''),
  sum(input_tokens),
  sum(cache_write_5m_tokens),
  sum(cache_write_1h_tokens),
  sum(cache_write_unsplit_tokens),
  sum(cache_read_input_tokens),
  sum(output_tokens),
  count(*) FILTER (WHERE line = 0),
  count(*) FILTER (WHERE line = 0 AND outcome <> 'complete'),
  coalesce(sum(cost_pico_usd), 0),
  -- Every further line here has no price.
  count(*) FILTER (WHERE line = 0 AND (cost_pico_usd IS NULL OR further_models IS NOT NULL))
FROM access_key_usage
CROSS JOIN LATERAL (VALUES ('access_key'::usage_dimension, access_key_id), ('user'::usage_dimension, user_id)) AS d (dimension_type, dimension_id)
WHERE d.dimension_id IS NOT NULL
GROUP BY 1, 2, 3, 4, 5
ORDER BY 3, 1, 2;
