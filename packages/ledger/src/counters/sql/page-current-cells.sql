-- Cells of three periods of the next dimensions by id: look-ups by primary key, however many cells the past has.
-- Users without a cell, and keys, are passed over in the page.
--
-- $1 dimension_type   $2 id to go on after, or null   $3 most dimensions   $4, $5, $6 start of the hour, day and month, epoch milliseconds
-- Returns one row: last_id (null: there are no more), totals as JSON (numbers as text), names of the dimensions by id.
WITH dimension AS MATERIALIZED (
  (
    SELECT k.id, k.id::text AS name
    FROM access_key k
    WHERE $1::usage_dimension = 'access_key' AND ($2::bigint IS NULL OR k.id > $2::bigint)
    ORDER BY k.id
    LIMIT $3::integer
  )
  UNION ALL
  (
    SELECT u.id, u.name
    FROM ledger_user u
    WHERE $1::usage_dimension = 'user' AND ($2::bigint IS NULL OR u.id > $2::bigint)
    ORDER BY u.id
    LIMIT $3::integer
  )
), period (period_type, period_start) AS (
  VALUES
    ('hour'::usage_period, to_timestamp($4::bigint / 1000.0)),
    ('day'::usage_period, to_timestamp($5::bigint / 1000.0)),
    ('month'::usage_period, to_timestamp($6::bigint / 1000.0))
), totals AS (
  SELECT
    cell.dimension_type, cell.dimension_id::text, cell.period_type, (extract(epoch FROM cell.period_start) * 1000)::bigint AS period_start_ms,
    cell.total_input_tokens::text, cell.total_cache_creation_input_tokens::text, cell.total_cache_read_input_tokens::text,
    cell.total_output_tokens::text, cell.total_requests::text, cell.total_cost_pico_usd::text, cell.total_unpriced_requests::text,
    cell.revision::text
  FROM dimension
  CROSS JOIN period
  CROSS JOIN LATERAL (
    SELECT s.*
    FROM usage_statistics s
    WHERE s.dimension_type = $1::usage_dimension AND s.dimension_id = dimension.id
      AND s.period_type = period.period_type AND s.period_start = period.period_start
    LIMIT 1
  ) AS cell
)
SELECT
  (SELECT max(id)::text FROM dimension) AS last_id,
  (SELECT coalesce(json_agg(totals), '[]') FROM totals) AS totals,
  (SELECT coalesce(json_object_agg(id::text, name), '{}') FROM dimension) AS names;
