-- Sums by day that are not the sum of the breakdown, and sums by outcome that do not come to everybody's cells, of UTC days that lie wholly in the range and are
-- said to be of this moment. Others are read by nobody.
--
-- $1, $2  start, end of the range (epoch milliseconds), or null for all   $3 most differences
-- Returns subject, expected (of the breakdown or everybody; null: no cells), actual (null: no row).
-- Counts: input, cache writes 5m, 1h, unsplit, cache read, output, requests, failed, cost in pico-USD, requests of which a line is unpriced.
WITH bound AS (
  SELECT
    coalesce(to_timestamp($1::bigint / 1000.0), '-infinity') AS range_start,
    coalesce(to_timestamp($2::bigint / 1000.0), 'infinity') AS range_end
), summed AS MATERIALIZED (
  SELECT period_start, outcomes_as_of IS NOT DISTINCT FROM as_of AS has_outcomes
  FROM usage_summed_day
  JOIN usage_day_version USING (period_start, as_of)
  CROSS JOIN bound
  WHERE period_start >= range_start AND date_add(period_start, interval '1 day', 'UTC') <= range_end
), expected AS (
  SELECT
    dimension_type,
    dimension_id,
    l.label_type,
    summed.period_start,
    l.label,
    ARRAY[
      sum(total_input_tokens), sum(total_cache_write_5m_tokens), sum(total_cache_write_1h_tokens), sum(total_cache_write_unsplit_tokens),
      sum(total_cache_read_input_tokens), sum(total_output_tokens), sum(total_requests), sum(total_failed_requests),
      sum(total_cost_pico_usd), sum(total_unpriced_requests)
    ]::numeric[] AS counts
  FROM usage_breakdown AS b
  JOIN summed ON summed.period_start = date_trunc('day', b.period_start, 'UTC')
  CROSS JOIN LATERAL (VALUES ('model'::usage_label, model), ('feature', feature)) AS l (label_type, label)
  WHERE b.period_start >= (SELECT range_start FROM bound) AND b.period_start < (SELECT range_end FROM bound)
  GROUP BY 1, 2, 3, 4, 5
), actual AS (
  SELECT
    dimension_type,
    dimension_id,
    label_type,
    period_start,
    label,
    ARRAY[
      total_input_tokens, total_cache_write_5m_tokens, total_cache_write_1h_tokens, total_cache_write_unsplit_tokens,
      total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests,
      total_cost_pico_usd, total_unpriced_requests
    ]::numeric[] AS counts
  FROM usage_breakdown_day
  WHERE period_start IN (SELECT period_start FROM summed)
), everybody AS (
  SELECT
    label_type,
    period_start,
    label,
    ARRAY[
      total_input_tokens, total_cache_write_5m_tokens, total_cache_write_1h_tokens, total_cache_write_unsplit_tokens,
      total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests,
      total_cost_pico_usd, total_unpriced_requests
    ]::numeric[] AS counts
  FROM usage_rollup
  WHERE label_type IN ('model', 'feature') AND period_type = 'day' AND period_start IN (SELECT period_start FROM summed WHERE has_outcomes)
), by_outcome AS (
  SELECT
    label_type,
    period_start,
    label,
    ARRAY[
      sum(total_input_tokens), sum(total_cache_write_5m_tokens), sum(total_cache_write_1h_tokens), sum(total_cache_write_unsplit_tokens),
      sum(total_cache_read_input_tokens), sum(total_output_tokens), sum(total_requests),
      coalesce(sum(total_requests) FILTER (WHERE outcome <> 'complete'), 0),
      sum(total_cost_pico_usd), sum(total_unpriced_requests)
    ]::numeric[] AS counts
  FROM usage_outcome_day
  WHERE label_type IN ('model', 'feature') AND period_start IN (SELECT period_start FROM summed WHERE has_outcomes)
  GROUP BY 1, 2, 3
)
(
  SELECT
    concat_ws(' ', dimension_type, dimension_id, label_type, quote_literal(label), period_start AT TIME ZONE 'UTC') AS subject,
    expected.counts::text AS expected,
    actual.counts::text AS actual
  FROM expected
  FULL JOIN actual USING (dimension_type, dimension_id, label_type, period_start, label)
  WHERE expected.counts IS DISTINCT FROM actual.counts
  ORDER BY dimension_type, dimension_id, label_type, period_start, label
)
UNION ALL
(
  SELECT
    concat_ws(' ', 'outcomes', label_type, quote_literal(label), period_start AT TIME ZONE 'UTC'),
    everybody.counts::text,
    by_outcome.counts::text
  FROM everybody
  FULL JOIN by_outcome USING (label_type, period_start, label)
  WHERE everybody.counts IS DISTINCT FROM by_outcome.counts
  ORDER BY label_type, period_start, label
)
LIMIT $3::integer;
