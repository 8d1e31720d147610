-- Their statistics.
INSERT INTO usage_statistics (
  dimension_type, dimension_id, period_type, period_start, period_end, total_input_tokens, total_cache_creation_input_tokens,
  total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests, total_cost_pico_usd, revision
)
SELECT
  dimension_type, dimension_id, p.period_type, date_trunc(p.period_type::text, period_start, 'UTC') AS start,
  date_add(date_trunc(p.period_type::text, period_start, 'UTC'), ('1 ' || p.period_type)::interval, 'UTC'),
  sum(total_input_tokens), 0, sum(total_cache_read_input_tokens), sum(total_output_tokens), sum(total_requests), sum(total_failed_requests),
  sum(total_cost_pico_usd), 1
FROM usage_breakdown
CROSS JOIN (VALUES ('hour'::usage_period), ('day'::usage_period), ('month'::usage_period)) AS p (period_type)
GROUP BY 1, 2, 3, 4;
