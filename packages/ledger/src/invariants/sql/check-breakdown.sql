-- Breakdown cells that are not the aggregate of the usage rows. Only hours that lie wholly in the range.
--
-- $1, $2  start, end of the range (epoch milliseconds), or null for all   $3 most differences
-- Returns subject, expected (from the rows; null: no rows), actual (null: no cell).
-- Months whose single calls were dropped are left out: nothing is there to compare their sums with.
-- Counts: input, cache writes 5m, 1h, unsplit, cache read, output, requests, failed, cost in pico-USD,
-- requests of which a line is unpriced.
WITH bound AS (
  SELECT
    coalesce(to_timestamp($1::bigint / 1000.0), '-infinity') AS range_start,
    coalesce(to_timestamp($2::bigint / 1000.0), 'infinity') AS range_end
), usage_row AS (
  SELECT
    'access_key'::usage_dimension AS dimension_type, access_key_id AS dimension_id, occur_time, line, outcome, model, feature,
    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens,
    cost_pico_usd, bool_or(cost_pico_usd IS NULL) OVER (PARTITION BY access_key_id, event_id) AS is_unpriced
  FROM access_key_usage
  WHERE occur_time >= (SELECT range_start FROM bound) AND occur_time < (SELECT range_end FROM bound)
  UNION ALL
  SELECT
    'user', user_id, occur_time, line, outcome, model, feature,
    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens,
    cost_pico_usd, bool_or(cost_pico_usd IS NULL) OVER (PARTITION BY access_key_id, event_id) AS is_unpriced
  FROM user_usage
  WHERE occur_time >= (SELECT range_start FROM bound) AND occur_time < (SELECT range_end FROM bound)
), expected AS (
  SELECT
    dimension_type,
    dimension_id,
    date_trunc('hour', occur_time, 'UTC') AS period_start,
    coalesce(model, '') AS model,
    coalesce(feature, '') AS feature,
    ARRAY[
      sum(input_tokens), sum(cache_write_5m_tokens), sum(cache_write_1h_tokens), sum(cache_write_unsplit_tokens),
      sum(cache_read_input_tokens), sum(output_tokens), count(*) FILTER (WHERE line = 0),
      count(*) FILTER (WHERE line = 0 AND outcome <> 'complete'), coalesce(sum(cost_pico_usd), 0),
      count(*) FILTER (WHERE line = 0 AND is_unpriced)
    ]::numeric[] AS counts
  FROM usage_row
  GROUP BY 1, 2, 3, 4, 5
), actual AS (
  SELECT
    dimension_type,
    dimension_id,
    period_start,
    model,
    feature,
    ARRAY[
      total_input_tokens, total_cache_write_5m_tokens, total_cache_write_1h_tokens, total_cache_write_unsplit_tokens,
      total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests,
      total_cost_pico_usd, total_unpriced_requests
    ]::numeric[] AS counts
  FROM usage_breakdown
)
SELECT
  concat_ws(' ', dimension_type, dimension_id, period_start AT TIME ZONE 'UTC', quote_literal(model), quote_literal(feature)) AS subject,
  expected.counts::text AS expected,
  actual.counts::text AS actual
FROM expected
FULL JOIN actual USING (dimension_type, dimension_id, period_start, model, feature)
CROSS JOIN bound
WHERE period_start >= range_start
  AND period_start + interval '1 hour' <= range_end
  AND expected.counts IS DISTINCT FROM actual.counts
  AND NOT EXISTS (
    SELECT FROM usage_dropped_month AS dropped WHERE period_start >= dropped.month_start AND period_start < dropped.month_end
  )
ORDER BY dimension_type, dimension_id, period_start, model, feature
LIMIT $3::integer;
