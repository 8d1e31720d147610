-- Cells of one period type ($1) of a range of whole months ($2, $3 excluded), from the breakdown.
INSERT INTO usage_statistics (
  dimension_type, dimension_id, period_type, period_start, period_end, total_input_tokens, total_cache_creation_input_tokens,
  total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests, total_cost_pico_usd, total_unpriced_requests,
  revision
)
SELECT *, nextval('usage_revision')
FROM (
  SELECT
    dimension_type,
    dimension_id,
    $1::usage_period,
    date_trunc($1::text, period_start, 'UTC') AS start,
    date_add(date_trunc($1::text, period_start, 'UTC'), ('1 ' || $1::text)::interval, 'UTC'),
    sum(total_input_tokens),
    sum(total_cache_write_5m_tokens + total_cache_write_1h_tokens + total_cache_write_unsplit_tokens),
    sum(total_cache_read_input_tokens),
    sum(total_output_tokens),
    sum(total_requests),
    sum(total_failed_requests),
    sum(total_cost_pico_usd),
    sum(total_unpriced_requests)
  FROM usage_breakdown
  WHERE period_start >= $2::date::timestamp AT TIME ZONE 'UTC' AND period_start < $3::date::timestamp AT TIME ZONE 'UTC'
  GROUP BY 1, 2, 4
  ORDER BY 4, 1, 2
) AS cell;
