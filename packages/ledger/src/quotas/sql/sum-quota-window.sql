-- What a quota counts in one window: exact to the millisecond, in one statement, so that all parts are of one instant.
--
-- Whole hours come from cells: statistics (the fewest cells: months, days, hours), or the breakdown where a feature, a model or the split of
-- cache writes is needed. What is left at the edges comes from the rows: at most an hour on either side, as in zones of half an hour.
-- Rows of an edge are found through line 0, for which there is an index by time; their further lines by primary key.
--
-- $1        source of whole hours: statistics, breakdown
-- $2, $3    dimension type; dimension ids, or null for all
-- $4        features, or null for all
-- $5        group: none, access_key, user, feature, model
-- $6 to $8  statistics: segments: period type, first start, first start no more (epoch milliseconds)
-- $9, $10   breakdown: first hour, first hour no more (epoch milliseconds)
-- $11, $12  edges: first instant, first instant no more (epoch milliseconds)
-- $13, $14  the same as bounds of event ids
-- $15       unit: usd, tokens, weighted_tokens, requests
--
-- Returns a row a group, the largest first: what it is (null: none, or usage without one), its name, and the amount as text; weighted tokens in twentieths.
WITH segment AS (
  SELECT period_type, to_timestamp(from_ms / 1000.0) AS period_from, to_timestamp(to_ms / 1000.0) AS period_to
  FROM unnest($6::usage_period[], $7::bigint[], $8::bigint[]) AS s (period_type, from_ms, to_ms)
), edge AS (
  SELECT to_timestamp(from_ms / 1000.0) AS time_from, to_timestamp(to_ms / 1000.0) AS time_to, id_from, id_to
  FROM unnest($11::bigint[], $12::bigint[], $13::uuid[], $14::uuid[]) AS e (from_ms, to_ms, id_from, id_to)
), claim AS MATERIALIZED (
  SELECT c.access_key_id, c.event_id, c.occur_time
  FROM edge
  JOIN access_key_usage c
    ON c.event_id >= edge.id_from AND c.event_id < edge.id_to AND c.occur_time >= edge.time_from AND c.occur_time < edge.time_to
  WHERE c.line = 0
    AND ($4::text[] IS NULL OR c.feature = ANY ($4))
    AND CASE $2::usage_dimension
      WHEN 'access_key' THEN $3::bigint[] IS NULL OR c.access_key_id = ANY ($3)
      ELSE CASE WHEN $3::bigint[] IS NULL THEN c.user_id IS NOT NULL ELSE c.user_id = ANY ($3) END
    END
), part AS (
  SELECT
    s.dimension_id,
    NULL::text AS model,
    NULL::text AS feature,
    s.total_cost_pico_usd AS cost,
    s.total_input_tokens + s.total_cache_creation_input_tokens + s.total_cache_read_input_tokens + s.total_output_tokens AS tokens,
    NULL::numeric AS weighted_parts,
    s.total_requests AS requests
  FROM segment
  JOIN usage_statistics s
    ON s.dimension_type = $2::usage_dimension
    AND s.period_type = segment.period_type
    AND s.period_start >= segment.period_from
    AND s.period_start < segment.period_to
  WHERE $1::text = 'statistics' AND ($3::bigint[] IS NULL OR s.dimension_id = ANY ($3))
  UNION ALL
  SELECT
    b.dimension_id,
    nullif(b.model, ''),
    nullif(b.feature, ''),
    b.total_cost_pico_usd,
    b.total_input_tokens + b.total_cache_write_5m_tokens + b.total_cache_write_1h_tokens + b.total_cache_write_unsplit_tokens
      + b.total_cache_read_input_tokens + b.total_output_tokens,
    20::numeric * b.total_input_tokens + 25::numeric * (b.total_cache_write_5m_tokens + b.total_cache_write_unsplit_tokens)
      + 40::numeric * b.total_cache_write_1h_tokens + 2::numeric * b.total_cache_read_input_tokens + 100::numeric * b.total_output_tokens,
    b.total_requests
  FROM usage_breakdown b
  WHERE $1::text = 'breakdown'
    AND b.dimension_type = $2::usage_dimension
    AND ($3::bigint[] IS NULL OR b.dimension_id = ANY ($3))
    AND b.period_start >= to_timestamp($9::bigint / 1000.0) AND b.period_start < to_timestamp($10::bigint / 1000.0)
    AND ($4::text[] IS NULL OR b.feature = ANY ($4))
  UNION ALL
  SELECT
    CASE $2::usage_dimension WHEN 'access_key' THEN r.access_key_id ELSE r.user_id END,
    r.model,
    r.feature,
    coalesce(r.cost_pico_usd, 0),
    r.input_tokens::bigint + r.cache_creation_input_tokens + r.cache_read_input_tokens + r.output_tokens,
    20::numeric * r.input_tokens + 25::numeric * (r.cache_write_5m_tokens::bigint + r.cache_write_unsplit_tokens)
      + 40::numeric * r.cache_write_1h_tokens + 2::numeric * r.cache_read_input_tokens + 100::numeric * r.output_tokens,
    CASE r.line WHEN 0 THEN 1 ELSE 0 END
  FROM claim
  JOIN access_key_usage r USING (access_key_id, event_id, occur_time)
), grouped AS (
  SELECT
    CASE WHEN $5::text IN ('access_key', 'user') THEN dimension_id END AS dimension_id,
    CASE $5::text WHEN 'model' THEN model WHEN 'feature' THEN feature END AS label,
    sum(CASE $15::text WHEN 'usd' THEN cost WHEN 'tokens' THEN tokens WHEN 'weighted_tokens' THEN weighted_parts ELSE requests END) AS amount
  FROM part
  GROUP BY 1, 2
)
SELECT
  coalesce(dimension_id::text, label) AS group_key,
  coalesce(u.name, dimension_id::text, label) AS group_name,
  trim_scale(amount)::text AS amount
FROM grouped
LEFT JOIN ledger_user u ON $5::text = 'user' AND u.id = grouped.dimension_id
WHERE amount IS NOT NULL
ORDER BY amount DESC, dimension_id, label;
