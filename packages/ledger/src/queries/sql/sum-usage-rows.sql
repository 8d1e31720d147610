-- The third part of a statement (see sum-usage-segments.sql): the rows that are wanted, and that correct cells.
piece AS MATERIALIZED (
  -- By event ids alone, which hold the time: from a second pair of bounds the planner concludes that there are next to no rows.
  SELECT plus, minus, id_from, id_to
  FROM unnest($8::integer[], $9::integer[], $10::uuid[], $11::uuid[]) AS p (plus, minus, id_from, id_to)
), compound AS MATERIALIZED (
  -- Line 0 of the few records that have further lines. They have an index of their own, so that all others need not be kept to be looked through again.
  SELECT piece.plus, piece.minus, r.*
  FROM piece
  CROSS JOIN LATERAL (
    SELECT
      access_key_id, user_id, event_id, occur_time, create_time, model, feature, outcome, input_tokens,
      cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd
    FROM access_key_usage
    WHERE cardinality($8::integer[]) > 0
      AND $13::bigint[] IS NULL
      AND line = 0 AND further_models IS NOT NULL
      AND ($1::text = 'rows' OR $2::text <> 'user' OR user_id IS NOT NULL)
      AND ($12::bigint[] IS NULL OR access_key_id = ANY ($12))
      AND event_id >= piece.id_from AND event_id < piece.id_to
      AND occur_time >= to_timestamp($23::bigint / 1000.0) AND occur_time < to_timestamp($24::bigint / 1000.0)
      AND event_id >= $25::uuid AND event_id < $26::uuid
      AND ($15::text[] IS NULL OR coalesce(feature, '') = ANY ($15))
      AND ($16::usage_outcome[] IS NULL OR outcome = ANY ($16))
      AND ($17::usage_quality[] IS NULL OR quality = ANY ($17))
      AND ($18::smallint[] IS NULL OR coalesce(status, 0) = ANY ($18))
      AND ($27::smallint IS NULL OR status >= $27)
    UNION ALL
    SELECT
      access_key_id, user_id, event_id, occur_time, create_time, model, feature, outcome, input_tokens,
      cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd
    FROM user_usage
    WHERE cardinality($8::integer[]) > 0
      AND user_id = ANY ($13::bigint[])
      AND line = 0 AND further_models IS NOT NULL
      AND ($12::bigint[] IS NULL OR access_key_id = ANY ($12))
      AND event_id >= piece.id_from AND event_id < piece.id_to
      AND occur_time >= to_timestamp($23::bigint / 1000.0) AND occur_time < to_timestamp($24::bigint / 1000.0)
      AND event_id >= $25::uuid AND event_id < $26::uuid
      AND ($15::text[] IS NULL OR coalesce(feature, '') = ANY ($15))
      AND ($16::usage_outcome[] IS NULL OR outcome = ANY ($16))
      AND ($17::usage_quality[] IS NULL OR quality = ANY ($17))
      AND ($18::smallint[] IS NULL OR coalesce(status, 0) = ANY ($18))
  ) AS r
), line AS (
  -- LATERAL, so that each piece is a range of an index in one partition.
  SELECT
    piece.plus, piece.minus, r.access_key_id, r.user_id, r.model, r.feature, r.outcome, r.create_time, r.input_tokens, r.cache_write_5m_tokens,
    r.cache_write_1h_tokens, r.cache_write_unsplit_tokens, r.cache_read_input_tokens, r.output_tokens, r.cost_pico_usd, 1 AS request,
    r.cost_pico_usd IS NULL AS is_unpriced
  FROM piece
  CROSS JOIN LATERAL (
    SELECT
      access_key_id, user_id, create_time, model, feature, outcome, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
      cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd
    FROM access_key_usage
    WHERE cardinality($8::integer[]) > 0
      AND $13::bigint[] IS NULL
      AND line = 0 AND further_models IS NULL
      -- Cells of users hold nobody's usage: rows that correct them must not either.
      AND ($1::text = 'rows' OR $2::text <> 'user' OR user_id IS NOT NULL)
      AND ($12::bigint[] IS NULL OR access_key_id = ANY ($12))
      AND event_id >= piece.id_from AND event_id < piece.id_to
      AND occur_time >= to_timestamp($23::bigint / 1000.0) AND occur_time < to_timestamp($24::bigint / 1000.0)
      AND event_id >= $25::uuid AND event_id < $26::uuid
      AND ($14::text[] IS NULL OR coalesce(model, '') = ANY ($14))
      AND ($15::text[] IS NULL OR coalesce(feature, '') = ANY ($15))
      AND ($16::usage_outcome[] IS NULL OR outcome = ANY ($16))
      AND ($17::usage_quality[] IS NULL OR quality = ANY ($17))
      AND ($18::smallint[] IS NULL OR coalesce(status, 0) = ANY ($18))
      AND ($27::smallint IS NULL OR status >= $27)
    UNION ALL
    SELECT
      access_key_id, user_id, create_time, model, feature, outcome, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
      cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd
    FROM user_usage
    WHERE cardinality($8::integer[]) > 0
      AND user_id = ANY ($13::bigint[])
      AND line = 0 AND further_models IS NULL
      AND ($12::bigint[] IS NULL OR access_key_id = ANY ($12))
      AND event_id >= piece.id_from AND event_id < piece.id_to
      AND occur_time >= to_timestamp($23::bigint / 1000.0) AND occur_time < to_timestamp($24::bigint / 1000.0)
      AND event_id >= $25::uuid AND event_id < $26::uuid
      AND ($14::text[] IS NULL OR coalesce(model, '') = ANY ($14))
      AND ($15::text[] IS NULL OR coalesce(feature, '') = ANY ($15))
      AND ($16::usage_outcome[] IS NULL OR outcome = ANY ($16))
      AND ($17::usage_quality[] IS NULL OR quality = ANY ($17))
      AND ($18::smallint[] IS NULL OR coalesce(status, 0) = ANY ($18))
  ) AS r
  UNION ALL
  SELECT
    plus, minus, access_key_id, user_id, model, feature, outcome, create_time, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
    cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd, 1,
    -- As in the cells: a record is unpriced, at its line 0, while any of its lines is. The index of unpriced lines is nearly empty.
    EXISTS (
      SELECT FROM access_key_usage n
      WHERE cardinality($8::integer[]) > 0
        AND n.cost_pico_usd IS NULL AND n.event_id = compound.event_id AND n.access_key_id = compound.access_key_id
        AND n.occur_time = compound.occur_time
        -- As of all rows: the planner leaves out months.
        AND n.occur_time >= to_timestamp($23::bigint / 1000.0) AND n.occur_time < to_timestamp($24::bigint / 1000.0)
    )
  FROM compound
  WHERE $14::text[] IS NULL OR coalesce(model, '') = ANY ($14)
  UNION ALL
  SELECT
    compound.plus, compound.minus, compound.access_key_id, compound.user_id, n.model, n.feature, compound.outcome, n.create_time, n.input_tokens,
    n.cache_write_5m_tokens, n.cache_write_1h_tokens, n.cache_write_unsplit_tokens, n.cache_read_input_tokens, n.output_tokens,
    n.cost_pico_usd, 0, false
  FROM compound
  CROSS JOIN LATERAL (
    -- LIMIT keeps this a look-up by primary key in one partition. LINES_MAX is 64; more is never stored.
    SELECT * FROM access_key_usage u
    WHERE cardinality($8::integer[]) > 0
      AND u.access_key_id = compound.access_key_id AND u.event_id = compound.event_id AND u.occur_time = compound.occur_time AND u.line > 0
      AND u.occur_time >= to_timestamp($23::bigint / 1000.0) AND u.occur_time < to_timestamp($24::bigint / 1000.0)
    LIMIT 1024
  ) AS n
  WHERE $14::text[] IS NULL OR coalesce(n.model, '') = ANY ($14)
), line_sum AS (
  -- Before they are given to buckets: most rows belong to two.
  SELECT
    plus,
    minus,
    CASE WHEN 'access_key' = ANY ($19::text[]) THEN access_key_id END AS access_key_id,
    CASE WHEN 'user' = ANY ($19::text[]) THEN user_id END AS user_id,
    CASE WHEN 'model' = ANY ($19::text[]) THEN model END AS model,
    CASE WHEN 'feature' = ANY ($19::text[]) THEN feature END AS feature,
    CASE WHEN 'outcome' = ANY ($19::text[]) THEN outcome END AS outcome,
    sum(input_tokens) AS input,
    sum(cache_write_5m_tokens) AS write_5m,
    sum(cache_write_1h_tokens) AS write_1h,
    sum(cache_write_unsplit_tokens) AS write_unsplit,
    sum(cache_read_input_tokens) AS read,
    sum(output_tokens) AS output,
    sum(request) AS requests,
    coalesce(sum(request) FILTER (WHERE line.outcome <> 'complete'), 0) AS failed,
    sum(cost_pico_usd) AS cost,
    coalesce(sum(request) FILTER (WHERE is_unpriced), 0) AS unpriced,
    max(create_time) AS last_update_time
  FROM line
  GROUP BY 1, 2, 3, 4, 5, 6, 7
), part AS (
  SELECT * FROM cell
  UNION ALL
  SELECT
    side.bucket,
    access_key_id,
    user_id,
    model,
    feature,
    outcome,
    side.sign * input,
    side.sign * write_5m,
    side.sign * write_1h,
    side.sign * (write_5m + write_1h + write_unsplit),
    side.sign * read,
    side.sign * output,
    side.sign * requests,
    side.sign * failed,
    side.sign * cost,
    side.sign * unpriced,
    last_update_time
  FROM line_sum
  CROSS JOIN LATERAL (VALUES (line_sum.plus, 1), (line_sum.minus, -1)) AS side (bucket, sign)
  WHERE side.bucket IS NOT NULL
),
