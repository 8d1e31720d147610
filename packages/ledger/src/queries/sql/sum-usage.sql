-- Sums of usage by bucket of time and by group, from the source that the caller chose. All give the same sums.
--
-- rollup      cells of hours and days of everybody, by model, by feature, or of what names a user
-- statistics  cells of whole periods, for what asks for neither models nor features nor lifetimes of cache writes
-- breakdown   cells of hours by model and feature
-- rows        for what no cell holds: users within keys, keys within users, outcomes, qualities, statuses. A record is a request where its
--             line 0 passes the filters, as in the breakdown.
-- Counts are bigint from step to step: numeric, which their sums would be, takes several times as long. Only money may outgrow it.
-- Whatever the source, rows also correct cells of hours that a bucket begins or ends in.
--
-- $1       source: rollup, statistics, breakdown, rows
-- $2, $3   cells: dimension type, dimension ids or null for all
-- $4 to $7 cells, one element a segment: bucket, period type, first start, first start no more (epoch milliseconds)
-- $8 to $13 rows, one element a piece: bucket they are added to or null, bucket they are taken from or null, first instant, first instant
--          no more (epoch milliseconds), the same as bounds of event ids, so that the indexes serve them
-- $14, $15 rows: access key ids, user ids, or null for all (without user ids rows without a user count too)
-- $16, $17 models, features, or null for all; empty text is "none"
-- $18 to $20 rows: outcomes, qualities, statuses (0 is none), or null for all
-- $21      groups: of access_key, user, model, feature, outcome
-- $22      by what the largest groups are chosen: tokens, cost, requests
-- $23      most groups, or null; the rest comes back as one
-- $24      rollup: the label it is by
-- $25 to $28 rows: from the first piece to the last (epoch milliseconds, and as event ids), for the planner, who does not look into arrays: it leaves
--          out months, and knows how many rows there may be
WITH segment AS MATERIALIZED (
  SELECT bucket, period_type, to_timestamp(from_ms / 1000.0) AS period_from, to_timestamp(to_ms / 1000.0) AS period_to
  FROM unnest($4::integer[], $5::usage_period[], $6::bigint[], $7::bigint[]) AS s (bucket, period_type, from_ms, to_ms)
), piece AS MATERIALIZED (
  SELECT plus, minus, to_timestamp(from_ms / 1000.0) AS time_from, to_timestamp(to_ms / 1000.0) AS time_to, id_from, id_to
  FROM unnest($8::integer[], $9::integer[], $10::bigint[], $11::bigint[], $12::uuid[], $13::uuid[])
    AS p (plus, minus, from_ms, to_ms, id_from, id_to)
), record AS (
  -- LATERAL, so that each piece is a range of an index in one partition. Line 0 alone: further lines are looked up where it says there are any.
  SELECT piece.plus, piece.minus, r.*
  FROM piece
  CROSS JOIN LATERAL (
    SELECT
      access_key_id, user_id, event_id, occur_time, create_time, model, feature, outcome, further_models, input_tokens,
      cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd
    FROM access_key_usage
    WHERE cardinality($8::integer[]) > 0
      AND $15::bigint[] IS NULL
      AND line = 0
      -- Cells of users hold nobody's usage: rows that correct them must not either.
      AND ($1::text = 'rows' OR $2::text <> 'user' OR user_id IS NOT NULL)
      AND ($14::bigint[] IS NULL OR access_key_id = ANY ($14))
      AND occur_time >= piece.time_from AND occur_time < piece.time_to
      AND event_id >= piece.id_from AND event_id < piece.id_to
      AND occur_time >= to_timestamp($25::bigint / 1000.0) AND occur_time < to_timestamp($26::bigint / 1000.0)
      AND event_id >= $27::uuid AND event_id < $28::uuid
      AND ($17::text[] IS NULL OR coalesce(feature, '') = ANY ($17))
      AND ($18::usage_outcome[] IS NULL OR outcome = ANY ($18))
      AND ($19::usage_quality[] IS NULL OR quality = ANY ($19))
      AND ($20::smallint[] IS NULL OR coalesce(status, 0) = ANY ($20))
    UNION ALL
    SELECT
      access_key_id, user_id, event_id, occur_time, create_time, model, feature, outcome, further_models, input_tokens,
      cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd
    FROM user_usage
    WHERE cardinality($8::integer[]) > 0
      AND user_id = ANY ($15::bigint[])
      AND line = 0
      AND ($14::bigint[] IS NULL OR access_key_id = ANY ($14))
      AND occur_time >= piece.time_from AND occur_time < piece.time_to
      AND event_id >= piece.id_from AND event_id < piece.id_to
      AND occur_time >= to_timestamp($25::bigint / 1000.0) AND occur_time < to_timestamp($26::bigint / 1000.0)
      AND event_id >= $27::uuid AND event_id < $28::uuid
      AND ($17::text[] IS NULL OR coalesce(feature, '') = ANY ($17))
      AND ($18::usage_outcome[] IS NULL OR outcome = ANY ($18))
      AND ($19::usage_quality[] IS NULL OR quality = ANY ($19))
      AND ($20::smallint[] IS NULL OR coalesce(status, 0) = ANY ($20))
  ) AS r
), line AS (
  SELECT
    plus, minus, access_key_id, user_id, model, feature, outcome, create_time, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
    cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd, 1 AS request,
    -- As in the cells: a record is unpriced, at its line 0, while any of its lines is. The index of unpriced lines is nearly empty.
    cost_pico_usd IS NULL OR further_models IS NOT NULL AND EXISTS (
      SELECT FROM access_key_usage n
      WHERE cardinality($8::integer[]) > 0
        AND n.cost_pico_usd IS NULL AND n.event_id = record.event_id AND n.access_key_id = record.access_key_id
        AND n.occur_time = record.occur_time
    ) AS is_unpriced
  FROM record
  WHERE $16::text[] IS NULL OR coalesce(model, '') = ANY ($16)
  UNION ALL
  SELECT
    record.plus, record.minus, record.access_key_id, record.user_id, n.model, n.feature, record.outcome, n.create_time, n.input_tokens,
    n.cache_write_5m_tokens, n.cache_write_1h_tokens, n.cache_write_unsplit_tokens, n.cache_read_input_tokens, n.output_tokens,
    n.cost_pico_usd, 0, false
  FROM record
  CROSS JOIN LATERAL (
    -- LIMIT keeps this a look-up by primary key in one partition. LINES_MAX is 64; more is never stored.
    SELECT * FROM access_key_usage u
    WHERE cardinality($8::integer[]) > 0
      AND u.access_key_id = record.access_key_id AND u.event_id = record.event_id AND u.occur_time = record.occur_time AND u.line > 0
    LIMIT 1024
  ) AS n
  WHERE record.further_models IS NOT NULL AND ($16::text[] IS NULL OR coalesce(n.model, '') = ANY ($16))
), part AS (
  SELECT
    segment.bucket,
    CASE WHEN $2::text = 'access_key' THEN s.dimension_id END AS access_key_id,
    CASE WHEN $2::text = 'user' THEN s.dimension_id END AS user_id,
    NULL::text AS model,
    NULL::text AS feature,
    NULL::usage_outcome AS outcome,
    s.*
  FROM segment
  CROSS JOIN LATERAL (
    SELECT
      CASE WHEN $2::text = ANY ($21::text[]) THEN dimension_id END AS dimension_id,
      sum(total_input_tokens)::bigint AS input,
      NULL::bigint AS write_5m,
      NULL::bigint AS write_1h,
      sum(total_cache_creation_input_tokens)::bigint AS write,
      sum(total_cache_read_input_tokens)::bigint AS read,
      sum(total_output_tokens)::bigint AS output,
      sum(total_requests)::bigint AS requests,
      sum(total_failed_requests)::bigint AS failed,
      sum(total_cost_pico_usd) AS cost,
      sum(total_unpriced_requests)::bigint AS unpriced,
      max(last_update_time) AS last_update_time
    FROM usage_statistics
    WHERE dimension_type = $2::usage_dimension
      AND ($3::bigint[] IS NULL OR dimension_id = ANY ($3))
      AND period_type = segment.period_type
      AND period_start >= segment.period_from AND period_start < segment.period_to
    GROUP BY 1
  ) AS s
  WHERE $1::text = 'statistics'
  UNION ALL
  SELECT
    segment.bucket,
    CASE WHEN $2::text = 'access_key' THEN b.dimension_id END,
    CASE WHEN $2::text = 'user' THEN b.dimension_id END,
    nullif(b.model, ''),
    nullif(b.feature, ''),
    NULL,
    b.dimension_id, b.input, b.write_5m, b.write_1h, b.write, b.read, b.output, b.requests, b.failed, b.cost, b.unpriced, b.last_update_time
  FROM segment
  CROSS JOIN LATERAL (
    SELECT
      CASE WHEN $2::text = ANY ($21::text[]) THEN dimension_id END AS dimension_id,
      CASE WHEN 'model' = ANY ($21::text[]) THEN model END AS model,
      CASE WHEN 'feature' = ANY ($21::text[]) THEN feature END AS feature,
      sum(total_input_tokens)::bigint AS input,
      sum(total_cache_write_5m_tokens)::bigint AS write_5m,
      sum(total_cache_write_1h_tokens)::bigint AS write_1h,
      sum(total_cache_write_5m_tokens + total_cache_write_1h_tokens + total_cache_write_unsplit_tokens)::bigint AS write,
      sum(total_cache_read_input_tokens)::bigint AS read,
      sum(total_output_tokens)::bigint AS output,
      sum(total_requests)::bigint AS requests,
      sum(total_failed_requests)::bigint AS failed,
      sum(total_cost_pico_usd) AS cost,
      sum(total_unpriced_requests)::bigint AS unpriced,
      max(last_update_time) AS last_update_time
    FROM usage_breakdown
    WHERE dimension_type = $2::usage_dimension
      AND ($3::bigint[] IS NULL OR dimension_id = ANY ($3))
      AND period_start >= segment.period_from AND period_start < segment.period_to
      AND ($16::text[] IS NULL OR model = ANY ($16))
      AND ($17::text[] IS NULL OR feature = ANY ($17))
    GROUP BY 1, 2, 3
  ) AS b
  WHERE $1::text = 'breakdown'
  UNION ALL
  SELECT
    segment.bucket,
    NULL,
    NULL,
    CASE WHEN $24::usage_label = 'model' THEN nullif(r.label, '') END,
    CASE WHEN $24::usage_label = 'feature' THEN nullif(r.label, '') END,
    NULL, NULL, r.input, r.write_5m, r.write_1h, r.write, r.read, r.output, r.requests, r.failed, r.cost, r.unpriced, r.last_update_time
  FROM segment
  CROSS JOIN LATERAL (
    SELECT
      CASE WHEN $24::text = ANY ($21::text[]) THEN label END AS label,
      sum(total_input_tokens)::bigint AS input,
      sum(total_cache_write_5m_tokens)::bigint AS write_5m,
      sum(total_cache_write_1h_tokens)::bigint AS write_1h,
      sum(total_cache_write_5m_tokens + total_cache_write_1h_tokens + total_cache_write_unsplit_tokens)::bigint AS write,
      sum(total_cache_read_input_tokens)::bigint AS read,
      sum(total_output_tokens)::bigint AS output,
      sum(total_requests)::bigint AS requests,
      sum(total_failed_requests)::bigint AS failed,
      sum(total_cost_pico_usd) AS cost,
      sum(total_unpriced_requests)::bigint AS unpriced,
      max(last_update_time) AS last_update_time
    FROM usage_rollup
    WHERE label_type = $24::usage_label
      AND period_type = segment.period_type
      AND period_start >= segment.period_from AND period_start < segment.period_to
      AND ($16::text[] IS NULL OR label = ANY ($16))
      AND ($17::text[] IS NULL OR label = ANY ($17))
    GROUP BY 1
  ) AS r
  WHERE $1::text = 'rollup'
  UNION ALL
  SELECT
    side.bucket,
    CASE WHEN 'access_key' = ANY ($21::text[]) THEN line.access_key_id END,
    CASE WHEN 'user' = ANY ($21::text[]) THEN line.user_id END,
    CASE WHEN 'model' = ANY ($21::text[]) THEN line.model END,
    CASE WHEN 'feature' = ANY ($21::text[]) THEN line.feature END,
    CASE WHEN 'outcome' = ANY ($21::text[]) THEN line.outcome END,
    NULL,
    sum(side.sign * line.input_tokens)::bigint,
    sum(side.sign * line.cache_write_5m_tokens)::bigint,
    sum(side.sign * line.cache_write_1h_tokens)::bigint,
    sum(side.sign * (line.cache_write_5m_tokens::bigint + line.cache_write_1h_tokens + line.cache_write_unsplit_tokens))::bigint,
    sum(side.sign * line.cache_read_input_tokens)::bigint,
    sum(side.sign * line.output_tokens)::bigint,
    sum(side.sign * line.request)::bigint,
    (sum(side.sign * line.request) FILTER (WHERE line.outcome <> 'complete'))::bigint,
    sum(side.sign * line.cost_pico_usd),
    (sum(side.sign * line.request) FILTER (WHERE line.is_unpriced))::bigint,
    max(line.create_time)
  FROM line
  CROSS JOIN LATERAL (VALUES (line.plus, 1::bigint), (line.minus, -1::bigint)) AS side (bucket, sign)
  WHERE side.bucket IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6
), summed AS (
  SELECT
    bucket, access_key_id, user_id, model, feature, outcome,
    coalesce(sum(input), 0)::bigint AS input,
    sum(write_5m)::bigint AS write_5m,
    sum(write_1h)::bigint AS write_1h,
    coalesce(sum(write), 0)::bigint AS write,
    coalesce(sum(read), 0)::bigint AS read,
    coalesce(sum(output), 0)::bigint AS output,
    coalesce(sum(requests), 0)::bigint AS requests,
    coalesce(sum(failed), 0)::bigint AS failed,
    coalesce(sum(cost), 0) AS cost,
    coalesce(sum(unpriced), 0)::bigint AS unpriced,
    max(last_update_time) AS last_update_time
  FROM part
  GROUP BY 1, 2, 3, 4, 5, 6
), weighed AS (
  SELECT
    *,
    sum(CASE $22::text WHEN 'cost' THEN cost WHEN 'requests' THEN requests ELSE input + write + read + output END)
      OVER (PARTITION BY access_key_id, user_id, model, feature, outcome) AS weight
  FROM summed
  -- What rows took from a cell to the last leaves nothing behind.
  WHERE (input, write, read, output, requests, failed, cost, unpriced) <> (0, 0, 0, 0, 0, 0, 0, 0)
), ranked AS (
  SELECT *, dense_rank() OVER (ORDER BY weight DESC, access_key_id, user_id, model, feature, outcome) AS place FROM weighed
), listed AS (
  SELECT
    bucket,
    coalesce(place > $23::integer, false) AS is_other,
    min(place) AS place,
    CASE WHEN place <= coalesce($23::integer, place) THEN access_key_id END AS access_key_id,
    CASE WHEN place <= coalesce($23::integer, place) THEN user_id END AS user_id,
    CASE WHEN place <= coalesce($23::integer, place) THEN model END AS model,
    CASE WHEN place <= coalesce($23::integer, place) THEN feature END AS feature,
    CASE WHEN place <= coalesce($23::integer, place) THEN outcome END AS outcome,
    coalesce(sum(input), 0)::bigint AS input,
    sum(write_5m)::bigint AS write_5m,
    sum(write_1h)::bigint AS write_1h,
    coalesce(sum(write), 0)::bigint AS write,
    coalesce(sum(read), 0)::bigint AS read,
    coalesce(sum(output), 0)::bigint AS output,
    coalesce(sum(requests), 0)::bigint AS requests,
    coalesce(sum(failed), 0)::bigint AS failed,
    coalesce(sum(cost), 0) AS cost,
    coalesce(sum(unpriced), 0)::bigint AS unpriced,
    max(last_update_time) AS last_update_time
  FROM ranked
  GROUP BY 1, 2, 4, 5, 6, 7, 8
)
SELECT
  listed.bucket,
  listed.is_other,
  listed.access_key_id::text,
  k.name AS access_key_name,
  listed.user_id::text,
  u.name AS user_name,
  listed.model,
  listed.feature,
  listed.outcome,
  listed.input::text,
  listed.write_5m::text,
  listed.write_1h::text,
  listed.write::text,
  listed.read::text,
  listed.output::text,
  listed.requests::text,
  listed.failed::text,
  listed.cost::text,
  listed.unpriced::text,
  floor(extract(epoch FROM listed.last_update_time) * 1000)::float8 AS last_update_ms,
  (SELECT count(DISTINCT place) FROM ranked WHERE num_nonnulls(access_key_id, user_id, model, feature) > 0)::integer AS group_count
FROM listed
LEFT JOIN access_key k ON k.id = listed.access_key_id
LEFT JOIN ledger_user u ON u.id = listed.user_id
ORDER BY listed.bucket, listed.place;
