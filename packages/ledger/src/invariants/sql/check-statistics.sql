-- Statistics cells that are not the aggregate of the usage rows: key cells of access_key_usage, user cells of user_usage.
-- Only periods that lie wholly in the range.
--
-- $1, $2  start, end of the range (epoch milliseconds), or null for all   $3 most differences
-- Returns subject, expected (from the rows; null: no rows), actual (null: no cell).
-- Months whose single calls were dropped are left out: nothing is there to compare their sums with.
-- Counts: input, cache creation, cache read, output, requests, failed, cost in pico-USD, requests of which a line is unpriced.
WITH bound AS (
  SELECT
    coalesce(to_timestamp($1::bigint / 1000.0), '-infinity') AS range_start,
    coalesce(to_timestamp($2::bigint / 1000.0), 'infinity') AS range_end
), usage_row AS (
  SELECT
    'access_key'::usage_dimension AS dimension_type, access_key_id AS dimension_id, occur_time, line, outcome, input_tokens,
    cache_creation_input_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd,
    bool_or(cost_pico_usd IS NULL) OVER (PARTITION BY access_key_id, event_id) AS is_unpriced
  FROM access_key_usage
  WHERE occur_time >= (SELECT range_start FROM bound) AND occur_time < (SELECT range_end FROM bound)
  UNION ALL
  SELECT
    'user', user_id, occur_time, line, outcome, input_tokens,
    cache_creation_input_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd,
    bool_or(cost_pico_usd IS NULL) OVER (PARTITION BY access_key_id, event_id) AS is_unpriced
  FROM user_usage
  WHERE occur_time >= (SELECT range_start FROM bound) AND occur_time < (SELECT range_end FROM bound)
), hour AS (
  SELECT
    dimension_type,
    dimension_id,
    date_trunc('hour', occur_time, 'UTC') AS hour_start,
    sum(input_tokens) AS input,
    sum(cache_creation_input_tokens) AS cache_creation,
    sum(cache_read_input_tokens) AS cache_read,
    sum(output_tokens) AS output,
    count(*) FILTER (WHERE line = 0) AS requests,
    count(*) FILTER (WHERE line = 0 AND outcome <> 'complete') AS failed,
    coalesce(sum(cost_pico_usd), 0) AS cost,
    count(*) FILTER (WHERE line = 0 AND is_unpriced) AS unpriced
  FROM usage_row
  GROUP BY 1, 2, 3
), expected AS (
  SELECT
    dimension_type,
    dimension_id,
    p.period_type,
    date_trunc(p.period_type::text, hour_start, 'UTC') AS period_start,
    date_add(date_trunc(p.period_type::text, hour_start, 'UTC'), p.period_length, 'UTC') AS period_end,
    ARRAY[
      sum(input), sum(cache_creation), sum(cache_read), sum(output), sum(requests), sum(failed), sum(cost), sum(unpriced)
    ] AS counts
  FROM hour
  CROSS JOIN (
    VALUES
      ('hour'::usage_period, interval '1 hour'), ('day'::usage_period, interval '1 day'), ('month'::usage_period, interval '1 month')
  ) AS p (period_type, period_length)
  GROUP BY 1, 2, 3, 4, 5
), actual AS (
  SELECT
    dimension_type,
    dimension_id,
    period_type,
    period_start,
    period_end,
    ARRAY[
      total_input_tokens, total_cache_creation_input_tokens, total_cache_read_input_tokens, total_output_tokens, total_requests,
      total_failed_requests, total_cost_pico_usd, total_unpriced_requests
    ]::numeric[] AS counts
  FROM usage_statistics
)
SELECT
  concat_ws(' ', dimension_type, dimension_id, period_type, period_start AT TIME ZONE 'UTC') AS subject,
  expected.counts::text AS expected,
  actual.counts::text AS actual
FROM expected
FULL JOIN actual USING (dimension_type, dimension_id, period_type, period_start, period_end)
CROSS JOIN bound
WHERE period_start >= range_start
  AND period_end <= range_end
  AND expected.counts IS DISTINCT FROM actual.counts
  AND NOT EXISTS (
    SELECT FROM usage_dropped_month AS dropped WHERE period_start >= dropped.month_start AND period_start < dropped.month_end
  )
ORDER BY dimension_type, dimension_id, period_type, period_start
LIMIT $3::integer;
