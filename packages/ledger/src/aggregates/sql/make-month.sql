-- Makes the month's cell of a dimension that has days and no month, with nothing in it, so that there is something to lock.
--
-- $1 dimension_type   $2 dimension id   $3 month, epoch milliseconds
-- Returns count.
WITH made AS (
  INSERT INTO usage_statistics (
    dimension_type, dimension_id, period_type, period_start, period_end, total_input_tokens, total_cache_creation_input_tokens,
    total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests, revision
  )
  SELECT
    $1::usage_dimension, $2::bigint, 'month', to_timestamp($3::bigint / 1000.0),
    date_add(to_timestamp($3::bigint / 1000.0), interval '1 month', 'UTC'), 0, 0,
    0, 0, 0, 0, nextval('usage_revision')
  WHERE EXISTS (
    SELECT
    FROM usage_statistics s
    WHERE s.dimension_type = $1::usage_dimension AND s.dimension_id = $2::bigint AND s.period_type = 'day'
      AND s.period_start >= to_timestamp($3::bigint / 1000.0)
      AND s.period_start < date_add(to_timestamp($3::bigint / 1000.0), interval '1 month', 'UTC')
  )
  ON CONFLICT (dimension_type, dimension_id, period_type, period_start) DO NOTHING
  RETURNING period_type
)
SELECT count(*)::integer AS count FROM made;
