-- Locks statistics cells, then breakdown cells, each in one order: the order in which the commit statement writes them.
--
-- One element a breakdown cell: $1 dimension_type   $2 dimension_id   $3 hour, epoch milliseconds   $4 model   $5 feature
-- Returns cell_count.
WITH given AS MATERIALIZED (
  SELECT g.*, to_timestamp(hour_ms / 1000.0) AS hour
  FROM unnest($1::usage_dimension[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])
    AS g (dimension_type, dimension_id, hour_ms, model, feature)
), statistics_cell AS MATERIALIZED (
  SELECT s.dimension_id
  FROM usage_statistics s
  WHERE (s.dimension_type, s.dimension_id, s.period_type, s.period_start) IN (
    SELECT dimension_type, dimension_id, p.period_type, date_trunc(p.period_type::text, hour, 'UTC')
    FROM given
    CROSS JOIN (VALUES ('hour'::usage_period), ('day'::usage_period), ('month'::usage_period)) AS p (period_type)
  )
  ORDER BY s.dimension_type, s.dimension_id, s.period_type, s.period_start
  FOR UPDATE
), breakdown_cell AS MATERIALIZED (
  SELECT b.dimension_id
  FROM usage_breakdown b
  WHERE (b.dimension_type, b.dimension_id, b.period_start, b.model, b.feature) IN (
    SELECT dimension_type, dimension_id, hour, model, feature FROM given
  )
  ORDER BY b.dimension_type, b.dimension_id, b.period_start, b.model COLLATE "C", b.feature COLLATE "C"
  FOR UPDATE
)
SELECT (SELECT count(*) FROM statistics_cell)::integer + (SELECT count(*) FROM breakdown_cell)::integer AS cell_count;
