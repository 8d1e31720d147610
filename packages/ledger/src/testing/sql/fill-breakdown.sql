-- Their breakdown.
INSERT INTO usage_breakdown (
  dimension_type, dimension_id, period_start, model, feature, total_input_tokens, total_cache_write_5m_tokens, total_cache_write_1h_tokens,
  total_cache_write_unsplit_tokens, total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests,
  total_cost_pico_usd
)
SELECT
  d.dimension_type, d.dimension_id, date_trunc('hour', occur_time, 'UTC'), model, feature, sum(input_tokens), 0, 0, 0,
  sum(cache_read_input_tokens), sum(output_tokens), count(*), count(*) FILTER (WHERE outcome <> 'complete'), sum(cost_pico_usd)
FROM access_key_usage
CROSS JOIN LATERAL (VALUES ('access_key'::usage_dimension, access_key_id), ('user'::usage_dimension, user_id)) AS d (dimension_type, dimension_id)
GROUP BY 1, 2, 3, 4, 5;
