-- Locks one dimension's days of a month, then the month, in the order in which a commit takes them.
--
-- $1 dimension_type   $2 dimension id   $3 month, epoch milliseconds
-- Returns count.
WITH locked AS MATERIALIZED (
  SELECT s.period_type
  FROM usage_statistics s
  WHERE s.dimension_type = $1::usage_dimension AND s.dimension_id = $2::bigint AND s.period_type IN ('day', 'month')
    AND s.period_start >= to_timestamp($3::bigint / 1000.0)
    AND s.period_start < date_add(to_timestamp($3::bigint / 1000.0), interval '1 month', 'UTC')
  ORDER BY s.dimension_type, s.dimension_id, s.period_type, s.period_start
  FOR UPDATE
)
SELECT count(*)::integer AS count FROM locked;
