-- Sums one dimension's UTC day from its rows, and makes its cells say so: the hours, the day and their breakdown. The month is
-- left to rebuild-month.sql: commits go on adding to both meanwhile. One statement, so that what it reads is of one moment.
-- Not a dry run: lock the cells first, by a statement before this one, or a commit in between is lost.
--
-- $1 dimension_type   $2 dimension id   $3 day, epoch milliseconds   $4, $5 first event id of the day, and of the next
-- $6 true: a dry run, which changes nothing
--
-- Returns one row: changes, the statistics cells that were wrong, with both sums (before: null where it was empty or missing);
-- breakdown_count, breakdown cells that were wrong; totals, the cells that were changed as they stand, as JSON (numbers as text).
-- Sums: input, cache creation, cache read, output, requests, failed, cost in pico-USD, requests of which a line is unpriced.
WITH day AS (
  SELECT to_timestamp($3::bigint / 1000.0) AS day_start, to_timestamp($3::bigint / 1000.0) + interval '24 hours' AS day_end
), usage_row AS (
  SELECT
    occur_time, line, outcome, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens,
    cache_read_input_tokens, output_tokens, cost_pico_usd, bool_or(cost_pico_usd IS NULL) OVER (PARTITION BY access_key_id, event_id) AS is_unpriced
  FROM access_key_usage
  WHERE $1::usage_dimension = 'access_key' AND access_key_id = $2::bigint AND event_id >= $4::uuid AND event_id < $5::uuid
    AND occur_time >= (SELECT day_start FROM day) AND occur_time < (SELECT day_end FROM day)
  UNION ALL
  SELECT
    occur_time, line, outcome, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens,
    cache_read_input_tokens, output_tokens, cost_pico_usd, bool_or(cost_pico_usd IS NULL) OVER (PARTITION BY access_key_id, event_id) AS is_unpriced
  FROM user_usage
  WHERE $1::usage_dimension = 'user' AND user_id = $2::bigint AND event_id >= $4::uuid AND event_id < $5::uuid
    AND occur_time >= (SELECT day_start FROM day) AND occur_time < (SELECT day_end FROM day)
), part AS MATERIALIZED (
  SELECT
    date_trunc('hour', occur_time, 'UTC') AS period_start,
    coalesce(model, '') AS model,
    coalesce(feature, '') AS feature,
    ARRAY[
      sum(input_tokens), sum(cache_write_5m_tokens), sum(cache_write_1h_tokens), sum(cache_write_unsplit_tokens),
      sum(cache_read_input_tokens), sum(output_tokens), count(*) FILTER (WHERE line = 0),
      count(*) FILTER (WHERE line = 0 AND outcome <> 'complete'), coalesce(sum(cost_pico_usd), 0), count(*) FILTER (WHERE line = 0 AND is_unpriced)
    ]::numeric[] AS c
  FROM usage_row
  GROUP BY 1, 2, 3
), from_rows AS MATERIALIZED (
  SELECT
    p.period_type,
    date_trunc(p.period_type::text, period_start, 'UTC') AS period_start,
    ARRAY[
      sum(c[1]), sum(c[2] + c[3] + c[4]), sum(c[5]), sum(c[6]), sum(c[7]), sum(c[8]), sum(c[9]), sum(c[10])
    ] AS sums
  FROM part
  CROSS JOIN (VALUES ('hour'::usage_period), ('day'::usage_period)) AS p (period_type)
  GROUP BY 1, 2
), stored AS MATERIALIZED (
  SELECT
    period_type,
    period_start,
    ARRAY[
      total_input_tokens, total_cache_creation_input_tokens, total_cache_read_input_tokens, total_output_tokens, total_requests,
      total_failed_requests, total_cost_pico_usd, total_unpriced_requests
    ]::numeric[] AS sums
  FROM usage_statistics
  WHERE dimension_type = $1::usage_dimension AND dimension_id = $2::bigint
    AND period_type IN ('hour', 'day')
    AND period_start >= (SELECT day_start FROM day) AND period_start < (SELECT day_end FROM day)
), nothing AS (
  SELECT array_fill(0::numeric, ARRAY[8]) AS zeros
), wanted AS MATERIALIZED (
  SELECT period_type, period_start, stored.sums AS before, coalesce(from_rows.sums, zeros) AS after
  FROM from_rows
  FULL JOIN stored USING (period_type, period_start)
  CROSS JOIN nothing
), changed AS MATERIALIZED (
  -- An empty cell that is not there, and one that is, are the same; the second is removed without a word.
  SELECT wanted.*, before IS DISTINCT FROM after AND coalesce(before, zeros) <> after AS is_wrong, after = zeros AS is_empty
  FROM wanted
  CROSS JOIN nothing
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
  WHERE NOT $6::boolean AND NOT changed.is_empty
    AND s.dimension_type = $1::usage_dimension AND s.dimension_id = $2::bigint
    AND s.period_type = changed.period_type AND s.period_start = changed.period_start
  RETURNING
    s.dimension_type, s.dimension_id::text, s.period_type, (extract(epoch FROM s.period_start) * 1000)::bigint AS period_start_ms,
    s.total_input_tokens::text, s.total_cache_creation_input_tokens::text, s.total_cache_read_input_tokens::text,
    s.total_output_tokens::text, s.total_requests::text, s.total_cost_pico_usd::text, s.total_unpriced_requests::text, s.revision::text
), removed AS (
  DELETE FROM usage_statistics s
  USING changed
  WHERE NOT $6::boolean AND changed.is_empty
    AND s.dimension_type = $1::usage_dimension AND s.dimension_id = $2::bigint
    AND s.period_type = changed.period_type AND s.period_start = changed.period_start
  RETURNING
    s.dimension_type, s.dimension_id::text, s.period_type, (extract(epoch FROM s.period_start) * 1000)::bigint AS period_start_ms,
    '0' AS total_input_tokens, '0' AS total_cache_creation_input_tokens, '0' AS total_cache_read_input_tokens,
    '0' AS total_output_tokens, '0' AS total_requests, '0' AS total_cost_pico_usd, '0' AS total_unpriced_requests,
    -- Counters must follow what is gone as well.
    nextval('usage_revision')::text AS revision
), stored_part AS MATERIALIZED (
  SELECT
    period_start,
    model,
    feature,
    ARRAY[
      total_input_tokens, total_cache_write_5m_tokens, total_cache_write_1h_tokens, total_cache_write_unsplit_tokens,
      total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests, total_cost_pico_usd, total_unpriced_requests
    ]::numeric[] AS c
  FROM usage_breakdown
  WHERE dimension_type = $1::usage_dimension AND dimension_id = $2::bigint
    AND period_start >= (SELECT day_start FROM day) AND period_start < (SELECT day_end FROM day)
), changed_part AS MATERIALIZED (
  SELECT period_start, model, feature, part.c AS c
  FROM part
  FULL JOIN stored_part USING (period_start, model, feature)
  WHERE part.c IS DISTINCT FROM stored_part.c
), removed_part AS (
  DELETE FROM usage_breakdown b
  USING changed_part p
  WHERE NOT $6::boolean AND p.c IS NULL
    AND b.dimension_type = $1::usage_dimension AND b.dimension_id = $2::bigint
    AND b.period_start = p.period_start AND b.model = p.model AND b.feature = p.feature
), written_part AS (
  INSERT INTO usage_breakdown (
    dimension_type, dimension_id, period_start, model, feature, total_input_tokens, total_cache_write_5m_tokens,
    total_cache_write_1h_tokens, total_cache_write_unsplit_tokens, total_cache_read_input_tokens, total_output_tokens,
    total_requests, total_failed_requests, total_cost_pico_usd, total_unpriced_requests
  )
  SELECT $1::usage_dimension, $2::bigint, period_start, model, feature, c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10]
  FROM changed_part
  WHERE NOT $6::boolean AND c IS NOT NULL
  ORDER BY period_start, model COLLATE "C", feature COLLATE "C"
  ON CONFLICT (dimension_type, dimension_id, period_start, model, feature) DO UPDATE SET
    total_input_tokens = excluded.total_input_tokens,
    total_cache_write_5m_tokens = excluded.total_cache_write_5m_tokens,
    total_cache_write_1h_tokens = excluded.total_cache_write_1h_tokens,
    total_cache_write_unsplit_tokens = excluded.total_cache_write_unsplit_tokens,
    total_cache_read_input_tokens = excluded.total_cache_read_input_tokens,
    total_output_tokens = excluded.total_output_tokens,
    total_requests = excluded.total_requests,
    total_failed_requests = excluded.total_failed_requests,
    total_cost_pico_usd = excluded.total_cost_pico_usd,
    total_unpriced_requests = excluded.total_unpriced_requests,
    last_update_time = now()
)
SELECT
  (
    SELECT coalesce(
      json_agg(
        json_build_object(
          'period_type', period_type, 'period_start_ms', (extract(epoch FROM period_start) * 1000)::bigint,
          'before', before::text[], 'after', after::text[]
        ) ORDER BY period_type, period_start
      ),
      '[]'
    )
    FROM changed
    WHERE is_wrong
  ) AS changes,
  (SELECT count(*) FROM changed_part)::integer AS breakdown_count,
  (SELECT coalesce(json_agg(t), '[]') FROM (SELECT * FROM written UNION ALL SELECT * FROM removed) AS t) AS totals;
