-- Makes everybody's sums of one UTC day, by hour and as a whole, what the breakdown says, while records are being committed: what
-- one moment finds them short of is added, for whoever commits adds the same to both. Lock first, by lock-rollups.sql: two that mend
-- the same day would add it twice.
--
-- $1 day, epoch milliseconds   $2 true: a dry run, which changes nothing
-- Returns one row: count, sums that were wrong.
WITH day AS (
  SELECT to_timestamp($1::bigint / 1000.0) AS day_start, to_timestamp($1::bigint / 1000.0) + interval '24 hours' AS day_end
), part AS (
  SELECT
    l.label_type, p.period_type, date_trunc(p.period_type::text, period_start, 'UTC') AS period_start, l.label,
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
  WHERE dimension_type IN ('access_key', 'user') AND period_start >= (SELECT day_start FROM day) AND period_start < (SELECT day_end FROM day)
  GROUP BY 1, 2, 3, 4
  UNION ALL
  SELECT
    r.label_type, r.period_type, r.period_start, r.label,
    ARRAY[
      -total_input_tokens, -total_cache_write_5m_tokens, -total_cache_write_1h_tokens, -total_cache_write_unsplit_tokens,
      -total_cache_read_input_tokens, -total_output_tokens, -total_requests, -total_failed_requests,
      -total_cost_pico_usd, -total_unpriced_requests
    ]::numeric[]
  FROM usage_rollup r
  WHERE r.label_type IN ('model', 'feature', 'user') AND r.period_type IN ('hour', 'day')
    AND r.period_start >= (SELECT day_start FROM day) AND r.period_start < (SELECT day_end FROM day)
), short AS MATERIALIZED (
  SELECT
    label_type, period_type, period_start, label,
    ARRAY[
      sum(counts[1]), sum(counts[2]), sum(counts[3]), sum(counts[4]), sum(counts[5]), sum(counts[6]), sum(counts[7]), sum(counts[8]),
      sum(counts[9]), sum(counts[10])
    ] AS c
  FROM part
  GROUP BY 1, 2, 3, 4
), wrong AS MATERIALIZED (
  SELECT * FROM short WHERE c <> array_fill(0::numeric, ARRAY[10])
), mended AS (
  INSERT INTO usage_rollup AS r (
    label_type, period_type, period_start, label, total_input_tokens, total_cache_write_5m_tokens, total_cache_write_1h_tokens,
    total_cache_write_unsplit_tokens, total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests,
    total_cost_pico_usd, total_unpriced_requests
  )
  SELECT label_type, period_type, period_start, label, c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10]
  FROM wrong
  WHERE NOT $2::boolean
  ORDER BY label_type, period_type, period_start, label COLLATE "C"
  ON CONFLICT (label_type, period_type, period_start, label) DO UPDATE SET
    total_input_tokens = r.total_input_tokens + excluded.total_input_tokens,
    total_cache_write_5m_tokens = r.total_cache_write_5m_tokens + excluded.total_cache_write_5m_tokens,
    total_cache_write_1h_tokens = r.total_cache_write_1h_tokens + excluded.total_cache_write_1h_tokens,
    total_cache_write_unsplit_tokens = r.total_cache_write_unsplit_tokens + excluded.total_cache_write_unsplit_tokens,
    total_cache_read_input_tokens = r.total_cache_read_input_tokens + excluded.total_cache_read_input_tokens,
    total_output_tokens = r.total_output_tokens + excluded.total_output_tokens,
    total_requests = r.total_requests + excluded.total_requests,
    total_failed_requests = r.total_failed_requests + excluded.total_failed_requests,
    total_cost_pico_usd = r.total_cost_pico_usd + excluded.total_cost_pico_usd,
    total_unpriced_requests = r.total_unpriced_requests + excluded.total_unpriced_requests,
    last_update_time = now()
)
SELECT count(*)::integer AS count FROM wrong;
