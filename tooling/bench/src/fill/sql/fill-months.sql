-- The cells of months, from those of days.
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
FROM usage_statistics
WHERE period_type = 'day'
GROUP BY dimension_type, dimension_id, start
ORDER BY start, dimension_type, dimension_id;
