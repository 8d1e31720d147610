-- Sums of usage by group and period, from the source that the caller chose. All three give the same sums.
--
-- statistics  cells of whole periods, for what asks for neither models nor features. Without dimension ids the primary key serves too:
--             PostgreSQL 18 skips from dimension to dimension. An index of its own, INCLUDing the totals, would make every update write it.
-- breakdown   cells of hours by model and feature
-- rows        for what no cell holds: users within keys, keys within users. A record is a request where its line 0 passes the filters,
--             as in the breakdown.
--
-- $1       source: statistics, breakdown, rows
-- $2, $3   cells: dimension type, dimension ids or null for all
-- $4 to $6 statistics: segments of the range: period type, first start, first start no more (epoch milliseconds). One, if $16 is given
-- $7, $8   rows: access key ids, user ids, or null for all (without user ids rows without a user count too)
-- $9, $10  breakdown, rows: first instant, first instant no more (epoch milliseconds; whole periods)
-- $11, $12 rows: the same as bounds of event ids, so that the primary keys serve them
-- $13, $14 breakdown, rows: models, features, or null for all; empty text is "none"
-- $15      group: access_key, user, model, feature, none
-- $16      period type, or null for the whole range
-- $17      most groups, or null
WITH segment AS (
  SELECT period_type, to_timestamp(from_ms / 1000.0) AS period_from, to_timestamp(to_ms / 1000.0) AS period_to
  FROM unnest($4::usage_period[], $5::bigint[], $6::bigint[]) AS s (period_type, from_ms, to_ms)
), usage_row AS (
  SELECT
    access_key_id, user_id, model, feature, occur_time, create_time, line, outcome, input_tokens, cache_creation_input_tokens,
    cache_read_input_tokens, output_tokens, cost_pico_usd, event_id
  FROM access_key_usage
  WHERE $1::text = 'rows'
    AND $8::bigint[] IS NULL
    AND ($7::bigint[] IS NULL OR access_key_id = ANY ($7))
    AND occur_time >= to_timestamp($9::bigint / 1000.0) AND occur_time < to_timestamp($10::bigint / 1000.0)
    AND event_id >= $11::uuid AND event_id < $12::uuid
  UNION ALL
  SELECT
    access_key_id, user_id, model, feature, occur_time, create_time, line, outcome, input_tokens, cache_creation_input_tokens,
    cache_read_input_tokens, output_tokens, cost_pico_usd, event_id
  FROM user_usage
  WHERE $1::text = 'rows'
    AND user_id = ANY ($8::bigint[])
    AND ($7::bigint[] IS NULL OR access_key_id = ANY ($7))
    AND occur_time >= to_timestamp($9::bigint / 1000.0) AND occur_time < to_timestamp($10::bigint / 1000.0)
    AND event_id >= $11::uuid AND event_id < $12::uuid
), summed AS (
  SELECT
    CASE WHEN $15::text IN ('access_key', 'user') THEN s.dimension_id END AS dimension_id,
    NULL::text AS label,
    CASE WHEN $16::usage_period IS NOT NULL THEN s.period_start END AS period_start,
    sum(s.total_input_tokens) AS input,
    sum(s.total_cache_creation_input_tokens) AS cache_creation,
    sum(s.total_cache_read_input_tokens) AS cache_read,
    sum(s.total_output_tokens) AS output,
    sum(s.total_requests) AS requests,
    sum(s.total_failed_requests) AS failed,
    sum(s.total_cost_pico_usd) AS cost,
    sum(s.total_unpriced_requests) AS unpriced,
    max(s.last_update_time) AS last_update_time
  FROM segment
  JOIN usage_statistics s
    ON s.dimension_type = $2::usage_dimension
    AND s.period_type = segment.period_type
    AND s.period_start >= segment.period_from
    AND s.period_start < segment.period_to
  WHERE $1::text = 'statistics' AND ($3::bigint[] IS NULL OR s.dimension_id = ANY ($3))
  GROUP BY 1, 2, 3
  UNION ALL
  SELECT
    CASE WHEN $15::text IN ('access_key', 'user') THEN b.dimension_id END,
    CASE $15::text WHEN 'model' THEN nullif(b.model, '') WHEN 'feature' THEN nullif(b.feature, '') END,
    date_trunc($16::usage_period::text, b.period_start, 'UTC'),
    sum(b.total_input_tokens),
    sum(b.total_cache_write_5m_tokens + b.total_cache_write_1h_tokens + b.total_cache_write_unsplit_tokens),
    sum(b.total_cache_read_input_tokens),
    sum(b.total_output_tokens),
    sum(b.total_requests),
    sum(b.total_failed_requests),
    sum(b.total_cost_pico_usd),
    sum(b.total_unpriced_requests),
    max(b.last_update_time)
  FROM usage_breakdown b
  WHERE $1::text = 'breakdown'
    AND b.dimension_type = $2::usage_dimension
    AND ($3::bigint[] IS NULL OR b.dimension_id = ANY ($3))
    AND b.period_start >= to_timestamp($9::bigint / 1000.0) AND b.period_start < to_timestamp($10::bigint / 1000.0)
    AND ($13::text[] IS NULL OR b.model = ANY ($13))
    AND ($14::text[] IS NULL OR b.feature = ANY ($14))
  GROUP BY 1, 2, 3
  UNION ALL
  SELECT
    CASE $15::text WHEN 'access_key' THEN access_key_id WHEN 'user' THEN user_id END,
    CASE $15::text WHEN 'model' THEN model WHEN 'feature' THEN feature END,
    date_trunc($16::usage_period::text, occur_time, 'UTC'),
    sum(input_tokens),
    sum(cache_creation_input_tokens),
    sum(cache_read_input_tokens),
    sum(output_tokens),
    count(*) FILTER (WHERE line = 0),
    count(*) FILTER (WHERE line = 0 AND outcome <> 'complete'),
    coalesce(sum(cost_pico_usd), 0),
    count(*) FILTER (WHERE is_unpriced),
    max(create_time)
  FROM usage_row r
  CROSS JOIN LATERAL (
    -- As in the cells: a record is unpriced, at its line 0, while any of its lines is. The index of unpriced lines is nearly empty.
    SELECT r.line = 0 AND (
      r.cost_pico_usd IS NULL OR EXISTS (
        SELECT FROM access_key_usage n
        WHERE n.cost_pico_usd IS NULL AND n.event_id = r.event_id AND n.access_key_id = r.access_key_id AND n.occur_time = r.occur_time
      )
    ) AS is_unpriced
  ) AS record
  WHERE ($13::text[] IS NULL OR coalesce(model, '') = ANY ($13))
    AND ($14::text[] IS NULL OR coalesce(feature, '') = ANY ($14))
  GROUP BY 1, 2, 3
), listed AS (
  SELECT *, count(dimension_id) OVER () AS dimension_count
  FROM summed
  ORDER BY period_start, input + cache_creation + cache_read + output DESC, dimension_id, label
  LIMIT $17::integer
)
SELECT
  coalesce(listed.dimension_id::text, label) AS group_key,
  coalesce(k.name, u.name, label) AS group_name,
  floor(extract(epoch FROM period_start) * 1000)::float8 AS period_start_ms,
  input::text,
  cache_creation::text,
  cache_read::text,
  output::text,
  requests::text,
  failed::text,
  cost::text,
  unpriced::text,
  floor(extract(epoch FROM last_update_time) * 1000)::float8 AS last_update_ms,
  dimension_count::integer
FROM listed
LEFT JOIN access_key k ON $15::text = 'access_key' AND k.id = listed.dimension_id
LEFT JOIN ledger_user u ON $15::text = 'user' AND u.id = listed.dimension_id
ORDER BY listed.period_start, input + cache_creation + cache_read + output DESC, listed.dimension_id, label;
