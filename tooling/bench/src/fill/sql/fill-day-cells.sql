-- The breakdown of the day that `filled_line` holds, and its cells of hours and of the day.
WITH cell AS (
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
  FROM filled_line
  CROSS JOIN LATERAL (VALUES ('access_key'::usage_dimension, access_key_id), ('user'::usage_dimension, user_id)) AS d (dimension_type, dimension_id)
  WHERE d.dimension_id IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5
  ORDER BY 3, 1, 2
  RETURNING *
), hour AS (
  INSERT INTO usage_statistics (
    dimension_type, dimension_id, period_type, period_start, period_end, total_input_tokens, total_cache_creation_input_tokens,
    total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests, total_cost_pico_usd, total_unpriced_requests,
    revision
  )
  SELECT
    dimension_type,
    dimension_id,
    'hour',
    period_start,
    period_start + interval '1 hour',
    sum(total_input_tokens),
    sum(total_cache_write_5m_tokens + total_cache_write_1h_tokens + total_cache_write_unsplit_tokens),
    sum(total_cache_read_input_tokens),
    sum(total_output_tokens),
    sum(total_requests),
    sum(total_failed_requests),
    sum(total_cost_pico_usd),
    sum(total_unpriced_requests),
    nextval('usage_revision')
  FROM cell
  GROUP BY dimension_type, dimension_id, period_start
  ORDER BY period_start, dimension_type, dimension_id
  RETURNING *
)
INSERT INTO usage_statistics (
  dimension_type, dimension_id, period_type, period_start, period_end, total_input_tokens, total_cache_creation_input_tokens,
  total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests, total_cost_pico_usd, total_unpriced_requests,
  revision
)
SELECT
  dimension_type,
  dimension_id,
  'day',
  date_trunc('day', period_start, 'UTC') AS start,
  date_add(date_trunc('day', period_start, 'UTC'), interval '1 day', 'UTC'),
  sum(total_input_tokens),
  sum(total_cache_creation_input_tokens),
  sum(total_cache_read_input_tokens),
  sum(total_output_tokens),
  sum(total_requests),
  sum(total_failed_requests),
  sum(total_cost_pico_usd),
  sum(total_unpriced_requests),
  nextval('usage_revision')
FROM hour
GROUP BY dimension_type, dimension_id, start
ORDER BY start, dimension_type, dimension_id;
