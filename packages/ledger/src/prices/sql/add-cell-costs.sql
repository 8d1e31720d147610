-- Adds what lines cost more (or less) now to their cells, in the transaction that changes the lines.
-- Rows in one order, statistics before the breakdown, rollups last: as in the commit statement, so that neither waits for the other in a circle.
-- ON CONFLICT although every cell is there: it finds each by the primary key, whatever the planner believes of the table.
--
-- One element a breakdown cell, no two the same: $1 dimension_type   $2 dimension_id   $3 hour, epoch milliseconds   $4 model   $5 feature
-- $6 pico-USD to add   $7 unpriced requests to add
-- Returns one row: missing_count, cells that are not there (then roll back: they were made of nothing but a cost);
-- totals: the absolute totals of each statistics cell that changed, as JSON (numbers as text).
WITH given AS MATERIALIZED (
  SELECT g.*, to_timestamp(hour_ms / 1000.0) AS hour
  FROM unnest($1::usage_dimension[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::numeric[], $7::bigint[])
    AS g (dimension_type, dimension_id, hour_ms, model, feature, cost, unpriced)
), missing AS MATERIALIZED (
  SELECT given.dimension_id
  FROM given
  LEFT JOIN LATERAL (
    SELECT b.dimension_id
    FROM usage_breakdown b
    WHERE b.dimension_type = given.dimension_type AND b.dimension_id = given.dimension_id AND b.period_start = given.hour
      AND b.model = given.model AND b.feature = given.feature
    LIMIT 1
  ) AS cell ON true
  WHERE cell.dimension_id IS NULL
), period AS MATERIALIZED (
  SELECT
    dimension_type,
    dimension_id,
    p.period_type,
    p.period_length,
    date_trunc(p.period_type::text, hour, 'UTC') AS period_start,
    sum(cost) AS cost,
    sum(unpriced) AS unpriced
  FROM given
  CROSS JOIN (
    VALUES
      ('hour'::usage_period, interval '1 hour'), ('day'::usage_period, interval '1 day'), ('month'::usage_period, interval '1 month')
  ) AS p (period_type, period_length)
  GROUP BY 1, 2, 3, 4, 5
), rollup AS (
  -- First in this list of what nobody reads, so that it is written last.
  INSERT INTO usage_rollup AS r (
    label_type, period_type, period_start, label, total_input_tokens, total_cache_write_5m_tokens, total_cache_write_1h_tokens,
    total_cache_write_unsplit_tokens, total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests,
    total_cost_pico_usd, total_unpriced_requests
  )
  SELECT
    l.label_type, p.period_type, date_trunc(p.period_type::text, hour, 'UTC') AS period_start, l.label, 0, 0, 0,
    0, 0, 0, 0, 0,
    sum(cost), sum(unpriced)
  FROM given
  JOIN LATERAL (
    VALUES ('access_key'::usage_dimension, 'model'::usage_label, model), ('access_key', 'feature', feature), ('user', 'user', '')
  ) AS l (counted_dimension, label_type, label) ON counted_dimension = dimension_type
  CROSS JOIN (VALUES ('hour'::usage_period), ('day')) AS p (period_type)
  GROUP BY 1, 2, 3, 4
  ORDER BY 1, 2, 3, label COLLATE "C"
  ON CONFLICT (label_type, period_type, period_start, label) DO UPDATE SET
    total_cost_pico_usd = r.total_cost_pico_usd + excluded.total_cost_pico_usd,
    total_unpriced_requests = r.total_unpriced_requests + excluded.total_unpriced_requests,
    last_update_time = now()
), totals AS (
  INSERT INTO usage_statistics AS s (
    dimension_type, dimension_id, period_type, period_start, period_end, total_input_tokens, total_cache_creation_input_tokens,
    total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests, total_cost_pico_usd,
    total_unpriced_requests, revision
  )
  SELECT
    dimension_type, dimension_id, period_type, period_start, date_add(period_start, period_length, 'UTC'), 0, 0,
    0, 0, 0, 0, cost,
    unpriced, nextval('usage_revision')
  FROM period
  ORDER BY dimension_type, dimension_id, period_type, period_start
  ON CONFLICT (dimension_type, dimension_id, period_type, period_start) DO UPDATE SET
    total_cost_pico_usd = s.total_cost_pico_usd + excluded.total_cost_pico_usd,
    total_unpriced_requests = s.total_unpriced_requests + excluded.total_unpriced_requests,
    last_update_time = now(),
    revision = nextval('usage_revision')
  RETURNING
    s.dimension_type, s.dimension_id::text, s.period_type, (extract(epoch FROM s.period_start) * 1000)::bigint AS period_start_ms,
    s.total_input_tokens::text, s.total_cache_creation_input_tokens::text, s.total_cache_read_input_tokens::text,
    s.total_output_tokens::text, s.total_requests::text, s.total_cost_pico_usd::text, s.total_unpriced_requests::text, s.revision::text
), breakdown AS (
  INSERT INTO usage_breakdown AS b (
    dimension_type, dimension_id, period_start, model, feature, total_input_tokens, total_cache_write_5m_tokens,
    total_cache_write_1h_tokens, total_cache_write_unsplit_tokens, total_cache_read_input_tokens, total_output_tokens,
    total_requests, total_failed_requests, total_cost_pico_usd, total_unpriced_requests
  )
  SELECT
    dimension_type, dimension_id, hour, model, feature, 0, 0,
    0, 0, 0, 0,
    0, 0, cost, unpriced
  FROM given
  ORDER BY dimension_type, dimension_id, hour, model COLLATE "C", feature COLLATE "C"
  ON CONFLICT (dimension_type, dimension_id, period_start, model, feature) DO UPDATE SET
    total_cost_pico_usd = b.total_cost_pico_usd + excluded.total_cost_pico_usd,
    total_unpriced_requests = b.total_unpriced_requests + excluded.total_unpriced_requests,
    last_update_time = now()
)
SELECT
  (SELECT count(*) FROM missing)::integer AS missing_count,
  (SELECT coalesce(json_agg(totals), '[]') FROM totals) AS totals;
