-- The second part of a statement (see sum-usage-cells.sql): the rows that are wanted, and that correct cells.
record AS (
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
      AND ($29::smallint IS NULL OR status >= $29)
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
  SELECT * FROM cell
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
),
