-- Makes one dimension's month the sum of its days; a month without days goes.
-- Not a dry run: lock the days and the month first, by lock-month.sql.
--
-- $1 dimension_type   $2 dimension id   $3 month, epoch milliseconds   $4 true: a dry run, which changes nothing
-- $5 what a dry run found that the days are short of: eight sums, as in rebuild-day.sql
-- Returns changes, breakdown_count (0) and totals as rebuild-day.sql does.
WITH days AS (
  SELECT
    sum(total_input_tokens) AS input,
    sum(total_cache_creation_input_tokens) AS cache_creation,
    sum(total_cache_read_input_tokens) AS cache_read,
    sum(total_output_tokens) AS output,
    sum(total_requests) AS requests,
    sum(total_failed_requests) AS failed,
    sum(total_cost_pico_usd) AS cost,
    sum(total_unpriced_requests) AS unpriced
  FROM usage_statistics
  WHERE dimension_type = $1::usage_dimension AND dimension_id = $2::bigint AND period_type = 'day'
    AND period_start >= to_timestamp($3::bigint / 1000.0)
    AND period_start < date_add(to_timestamp($3::bigint / 1000.0), interval '1 month', 'UTC')
), stored AS (
  SELECT
    ARRAY[
      total_input_tokens, total_cache_creation_input_tokens, total_cache_read_input_tokens, total_output_tokens, total_requests,
      total_failed_requests, total_cost_pico_usd, total_unpriced_requests
    ]::numeric[] AS before
  FROM usage_statistics
  WHERE dimension_type = $1::usage_dimension AND dimension_id = $2::bigint AND period_type = 'month'
    AND period_start = to_timestamp($3::bigint / 1000.0)
), wanted AS MATERIALIZED (
  SELECT
    (
      SELECT array_agg(coalesce(d, 0) + coalesce(f, 0) ORDER BY position)
      FROM unnest(ARRAY[input, cache_creation, cache_read, output, requests, failed, cost, unpriced], $5::numeric[])
        WITH ORDINALITY AS sum (d, f, position)
    ) AS after,
    array_fill(0::numeric, ARRAY[8]) AS zeros
  FROM days
), changed AS MATERIALIZED (
  SELECT before, after, coalesce(before, zeros) <> after AS is_wrong, after = zeros AS is_empty
  FROM wanted
  LEFT JOIN stored ON true
  WHERE before IS DISTINCT FROM after OR (before IS NOT NULL AND after = zeros)
), written AS (
  UPDATE usage_statistics s
  SET
    total_input_tokens = after[1],
    total_cache_creation_input_tokens = after[2],
    total_cache_read_input_tokens = after[3],
    total_output_tokens = after[4],
    total_requests = after[5],
    total_failed_requests = after[6],
    total_cost_pico_usd = after[7],
    total_unpriced_requests = after[8],
    last_update_time = now(),
    revision = nextval('usage_revision')
  FROM changed
  WHERE NOT $4::boolean AND NOT changed.is_empty
    AND s.dimension_type = $1::usage_dimension AND s.dimension_id = $2::bigint
    AND s.period_type = 'month' AND s.period_start = to_timestamp($3::bigint / 1000.0)
  RETURNING
    s.dimension_type, s.dimension_id::text, s.period_type, (extract(epoch FROM s.period_start) * 1000)::bigint AS period_start_ms,
    s.total_input_tokens::text, s.total_cache_creation_input_tokens::text, s.total_cache_read_input_tokens::text,
    s.total_output_tokens::text, s.total_requests::text, s.total_cost_pico_usd::text, s.total_unpriced_requests::text, s.revision::text
), removed AS (
  DELETE FROM usage_statistics s
  USING changed
  WHERE NOT $4::boolean AND changed.is_empty
    AND s.dimension_type = $1::usage_dimension AND s.dimension_id = $2::bigint
    AND s.period_type = 'month' AND s.period_start = to_timestamp($3::bigint / 1000.0)
  RETURNING
    s.dimension_type, s.dimension_id::text, s.period_type, (extract(epoch FROM s.period_start) * 1000)::bigint AS period_start_ms,
    '0' AS total_input_tokens, '0' AS total_cache_creation_input_tokens, '0' AS total_cache_read_input_tokens,
    '0' AS total_output_tokens, '0' AS total_requests, '0' AS total_cost_pico_usd, '0' AS total_unpriced_requests,
    nextval('usage_revision')::text AS revision
)
SELECT
  (
    SELECT coalesce(
      json_agg(json_build_object('period_type', 'month', 'period_start_ms', $3::bigint, 'before', before::text[], 'after', after::text[])), '[]'
    )
    FROM changed
    WHERE is_wrong
  ) AS changes,
  0 AS breakdown_count,
  (SELECT coalesce(json_agg(t), '[]') FROM (SELECT * FROM written UNION ALL SELECT * FROM removed) AS t) AS totals;
