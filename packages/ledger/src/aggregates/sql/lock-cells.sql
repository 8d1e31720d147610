-- Locks the statistics cells of one dimension's UTC day: its hours and the day, in the order in which a commit takes them. Whoever
-- commits a record of that dimension and day must pass the day's cell, so that until this transaction ends nobody does.
-- What is there is read by the next statement: this one's snapshot is older than its locks.
--
-- $1 dimension_type   $2 dimension id   $3 day, epoch milliseconds
-- Returns count.
WITH locked AS MATERIALIZED (
  SELECT s.period_type
  FROM usage_statistics s
  WHERE s.dimension_type = $1::usage_dimension AND s.dimension_id = $2::bigint
    AND s.period_type IN ('hour', 'day')
    AND s.period_start >= to_timestamp($3::bigint / 1000.0)
    AND s.period_start < to_timestamp($3::bigint / 1000.0) + interval '24 hours'
  ORDER BY s.dimension_type, s.dimension_id, s.period_type, s.period_start
  FOR UPDATE
)
SELECT count(*)::integer AS count FROM locked;
