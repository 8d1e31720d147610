-- Adds what lines cost more (or less) now to their cells, in the transaction that changes the lines. The cells are locked.
--
-- One element a breakdown cell, no two the same: $1 dimension_type   $2 dimension_id   $3 hour, epoch milliseconds   $4 model   $5 feature
-- $6 pico-USD to add   $7 unpriced requests to add
-- Returns one row: breakdown_count, and totals: the absolute totals of each statistics cell that changed, as JSON (numbers as text).
WITH given AS MATERIALIZED (
  SELECT g.*, to_timestamp(hour_ms / 1000.0) AS hour
  FROM unnest($1::usage_dimension[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::numeric[], $7::bigint[])
    AS g (dimension_type, dimension_id, hour_ms, model, feature, cost, unpriced)
), breakdown AS (
  UPDATE usage_breakdown b
  SET
    total_cost_pico_usd = b.total_cost_pico_usd + given.cost,
    total_unpriced_requests = b.total_unpriced_requests + given.unpriced,
    last_update_time = now()
  FROM given
  WHERE b.dimension_type = given.dimension_type AND b.dimension_id = given.dimension_id AND b.period_start = given.hour
    AND b.model = given.model AND b.feature = given.feature
  RETURNING b.dimension_id
), period AS MATERIALIZED (
  SELECT
    dimension_type,
    dimension_id,
    p.period_type,
    date_trunc(p.period_type::text, hour, 'UTC') AS period_start,
    sum(cost) AS cost,
    sum(unpriced) AS unpriced
  FROM given
  CROSS JOIN (VALUES ('hour'::usage_period), ('day'::usage_period), ('month'::usage_period)) AS p (period_type)
  GROUP BY 1, 2, 3, 4
), totals AS (
  UPDATE usage_statistics s
  SET
    total_cost_pico_usd = s.total_cost_pico_usd + period.cost,
    total_unpriced_requests = s.total_unpriced_requests + period.unpriced,
    last_update_time = now(),
    revision = nextval('usage_revision')
  FROM period
  WHERE s.dimension_type = period.dimension_type AND s.dimension_id = period.dimension_id
    AND s.period_type = period.period_type AND s.period_start = period.period_start
  RETURNING
    s.dimension_type, s.dimension_id::text, s.period_type, (extract(epoch FROM s.period_start) * 1000)::bigint AS period_start_ms,
    s.total_input_tokens::text, s.total_cache_creation_input_tokens::text, s.total_cache_read_input_tokens::text,
    s.total_output_tokens::text, s.total_requests::text, s.total_cost_pico_usd::text, s.total_unpriced_requests::text, s.revision::text
)
SELECT
  (SELECT count(*) FROM breakdown)::integer AS breakdown_count,
  (SELECT coalesce(json_agg(totals), '[]') FROM totals) AS totals;
