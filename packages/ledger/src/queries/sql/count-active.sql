-- How many keys or users have usage in a range. By statistics, whoever has a request in their cells. With models or features, and by the rows of hours
-- that the range cuts, whoever has a month's cell is looked up, until the first cell or row.
--
-- $1       dimension type   $2 dimension ids, or null for all
-- $3, $4   first instant, first instant no more (epoch milliseconds)
-- $5 to $7 cells that lie in the range, one element a segment: period type, first start, first start no more (epoch milliseconds)
-- $8 to $11 the hours at its ends that it cuts, as far as they are in it: first instant, first instant no more, the same as bounds of event ids
-- $12, $13 models, features, or null for all; empty text is "none". With any, the cells of hours alone are read.
-- $14      cells: 1, or -1 for cells that are taken off
-- Returns one row: count.
WITH segment AS MATERIALIZED (
  SELECT period_type, sign, to_timestamp(from_ms / 1000.0) AS period_from, to_timestamp(to_ms / 1000.0) AS period_to
  FROM unnest($5::usage_period[], $14::smallint[], $6::bigint[], $7::bigint[]) AS s (period_type, sign, from_ms, to_ms)
), piece AS MATERIALIZED (
  SELECT to_timestamp(from_ms / 1000.0) AS time_from, to_timestamp(to_ms / 1000.0) AS time_to, id_from, id_to
  FROM unnest($8::bigint[], $9::bigint[], $10::uuid[], $11::uuid[]) AS p (from_ms, to_ms, id_from, id_to)
), active AS MATERIALIZED (
  SELECT cell.dimension_id
  FROM segment
  CROSS JOIN LATERAL (
    SELECT dimension_id, sum(total_requests)::bigint AS requests
    FROM usage_statistics
    WHERE num_nonnulls($12::text[], $13::text[]) = 0
      AND dimension_type = $1::usage_dimension AND period_type = segment.period_type
      AND period_start >= segment.period_from AND period_start < segment.period_to
      AND ($2::bigint[] IS NULL OR dimension_id = ANY ($2))
    GROUP BY dimension_id
  ) AS cell
  GROUP BY 1
  HAVING sum(segment.sign * cell.requests) <> 0
), candidate AS MATERIALIZED (
  SELECT DISTINCT dimension_id
  FROM usage_statistics
  WHERE num_nonnulls($12::text[], $13::text[]) + cardinality($8::bigint[]) > 0
    AND dimension_type = $1::usage_dimension AND period_type = 'month'
    AND period_start >= date_trunc('month', to_timestamp($3::bigint / 1000.0), 'UTC') AND period_start < to_timestamp($4::bigint / 1000.0)
    AND ($2::bigint[] IS NULL OR dimension_id = ANY ($2))
    AND dimension_id NOT IN (SELECT dimension_id FROM active)
)
SELECT (SELECT count(*) FROM active)::integer + count(*)::integer AS count
FROM candidate
WHERE EXISTS (
    SELECT
    FROM segment
    CROSS JOIN LATERAL (
      SELECT
      FROM usage_breakdown b
      WHERE num_nonnulls($12::text[], $13::text[]) > 0
        AND b.dimension_type = $1::usage_dimension AND b.dimension_id = candidate.dimension_id
        AND b.period_start >= segment.period_from AND b.period_start < segment.period_to
        AND ($12::text[] IS NULL OR b.model = ANY ($12))
        AND ($13::text[] IS NULL OR b.feature = ANY ($13))
        -- A further line without any token is no usage of its model.
        AND (
          b.total_input_tokens, b.total_cache_write_5m_tokens, b.total_cache_write_1h_tokens, b.total_cache_write_unsplit_tokens,
          b.total_cache_read_input_tokens, b.total_output_tokens, b.total_requests, b.total_cost_pico_usd
        ) <> (0, 0, 0, 0, 0, 0, 0, 0)
      LIMIT 1
    ) AS cell
  )
  OR EXISTS (
    SELECT
    FROM piece
    CROSS JOIN LATERAL (
      SELECT
      FROM access_key_usage u
      WHERE cardinality($8::bigint[]) > 0
        AND $1::usage_dimension = 'access_key' AND u.access_key_id = candidate.dimension_id
        AND u.event_id >= piece.id_from AND u.event_id < piece.id_to
        AND u.occur_time >= piece.time_from AND u.occur_time < piece.time_to
        AND ($12::text[] IS NULL OR coalesce(u.model, '') = ANY ($12))
        AND ($13::text[] IS NULL OR coalesce(u.feature, '') = ANY ($13))
        AND (u.line = 0 OR (u.input_tokens, u.cache_creation_input_tokens, u.cache_read_input_tokens, u.output_tokens, coalesce(u.cost_pico_usd, 0)) <> (0, 0, 0, 0, 0))
      LIMIT 1
    ) AS cell
  )
  OR EXISTS (
    SELECT
    FROM piece
    CROSS JOIN LATERAL (
      SELECT
      FROM user_usage u
      WHERE cardinality($8::bigint[]) > 0
        AND $1::usage_dimension = 'user' AND u.user_id = candidate.dimension_id
        AND u.event_id >= piece.id_from AND u.event_id < piece.id_to
        AND u.occur_time >= piece.time_from AND u.occur_time < piece.time_to
        AND ($12::text[] IS NULL OR coalesce(u.model, '') = ANY ($12))
        AND ($13::text[] IS NULL OR coalesce(u.feature, '') = ANY ($13))
        AND (u.line = 0 OR (u.input_tokens, u.cache_creation_input_tokens, u.cache_read_input_tokens, u.output_tokens, coalesce(u.cost_pico_usd, 0)) <> (0, 0, 0, 0, 0))
      LIMIT 1
    ) AS cell
  );
