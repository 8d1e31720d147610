-- Sums of everybody that are not the sum of the breakdown, in hours and days that lie wholly in the range. Months whose single calls
-- were dropped are no exception: their breakdown stays.
--
-- $1, $2  start, end of the range (epoch milliseconds), or null for all   $3 most differences
-- Returns subject, expected (of the breakdown; null: no cells), actual (null: no row).
-- Counts: input, cache writes 5m, 1h, unsplit, cache read, output, requests, failed, cost in pico-USD, requests of which a line is unpriced.
WITH bound AS (
  SELECT
    coalesce(to_timestamp($1::bigint / 1000.0), '-infinity') AS range_start,
    coalesce(to_timestamp($2::bigint / 1000.0), 'infinity') AS range_end
), expected AS (
  SELECT
    l.label_type,
    p.period_type,
    date_trunc(p.period_type::text, period_start, 'UTC') AS period_start,
    l.label,
    ARRAY[
      sum(total_input_tokens), sum(total_cache_write_5m_tokens), sum(total_cache_write_1h_tokens), sum(total_cache_write_unsplit_tokens),
      sum(total_cache_read_input_tokens), sum(total_output_tokens), sum(total_requests), sum(total_failed_requests),
      sum(total_cost_pico_usd), sum(total_unpriced_requests)
    ]::numeric[] AS counts
  FROM usage_breakdown
  JOIN LATERAL (
    VALUES ('access_key'::usage_dimension, 'model'::usage_label, model), ('access_key', 'feature', feature), ('user', 'user', '')
  ) AS l (counted_dimension, label_type, label) ON counted_dimension = dimension_type
  CROSS JOIN (VALUES ('hour'::usage_period), ('day')) AS p (period_type)
  WHERE period_start >= (SELECT range_start FROM bound) AND period_start < (SELECT range_end FROM bound)
  GROUP BY 1, 2, 3, 4
), actual AS (
  SELECT
    label_type,
    period_type,
    period_start,
    label,
    ARRAY[
      total_input_tokens, total_cache_write_5m_tokens, total_cache_write_1h_tokens, total_cache_write_unsplit_tokens,
      total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests,
      total_cost_pico_usd, total_unpriced_requests
    ]::numeric[] AS counts
  FROM usage_rollup
)
SELECT
  concat_ws(' ', label_type, quote_literal(label), period_type, period_start AT TIME ZONE 'UTC') AS subject,
  expected.counts::text AS expected,
  actual.counts::text AS actual
FROM expected
FULL JOIN actual USING (label_type, period_type, period_start, label)
CROSS JOIN bound
WHERE period_start >= range_start
  AND date_add(period_start, ('1 ' || period_type)::interval, 'UTC') <= range_end
  -- A sum that was mended to nothing may stay.
  AND coalesce(expected.counts, array_fill(0::numeric, ARRAY[10])) <> coalesce(actual.counts, array_fill(0::numeric, ARRAY[10]))
ORDER BY label_type, period_type, period_start, label
LIMIT $3::integer;
