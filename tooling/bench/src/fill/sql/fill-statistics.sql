-- The cells of hours from the breakdown, of days from those, of months from these.
WITH hour AS (
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
  FROM usage_breakdown
  GROUP BY dimension_type, dimension_id, period_start
  ORDER BY period_start, dimension_type, dimension_id
  RETURNING *
), day AS (
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
  ORDER BY start, dimension_type, dimension_id
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
  'month',
  date_trunc('month', period_start, 'UTC') AS start,
  date_add(date_trunc('month', period_start, 'UTC'), interval '1 month', 'UTC'),
  sum(total_input_tokens),
  sum(total_cache_creation_input_tokens),
  sum(total_cache_read_input_tokens),
  sum(total_output_tokens),
  sum(total_requests),
  sum(total_failed_requests),
  sum(total_cost_pico_usd),
  sum(total_unpriced_requests),
  nextval('usage_revision')
FROM day
GROUP BY dimension_type, dimension_id, start
ORDER BY start, dimension_type, dimension_id;
