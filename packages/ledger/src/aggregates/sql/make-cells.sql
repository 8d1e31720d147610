-- Makes the statistics cells of one dimension's UTC day that are missing, with nothing in them, so that there is something to lock:
-- its hours that have rows, and the day. What has no rows after all is removed by rebuild-day.sql.
--
-- $1 dimension_type   $2 dimension id   $3 day, epoch milliseconds   $4, $5 first event id of the day, and of the next
-- Returns count.
WITH day AS (
  SELECT to_timestamp($3::bigint / 1000.0) AS day_start, to_timestamp($3::bigint / 1000.0) + interval '24 hours' AS day_end
), hour AS (
  SELECT DISTINCT date_trunc('hour', u.occur_time, 'UTC') AS period_start
  FROM access_key_usage u
  WHERE $1::usage_dimension = 'access_key' AND u.access_key_id = $2::bigint AND u.event_id >= $4::uuid AND u.event_id < $5::uuid
    AND u.occur_time >= (SELECT day_start FROM day) AND u.occur_time < (SELECT day_end FROM day)
  UNION
  SELECT date_trunc('hour', u.occur_time, 'UTC')
  FROM user_usage u
  WHERE $1::usage_dimension = 'user' AND u.user_id = $2::bigint AND u.event_id >= $4::uuid AND u.event_id < $5::uuid
    AND u.occur_time >= (SELECT day_start FROM day) AND u.occur_time < (SELECT day_end FROM day)
), cell AS (
  SELECT 'hour'::usage_period AS period_type, period_start, interval '1 hour' AS period_length FROM hour
  UNION ALL
  SELECT 'day', day_start, interval '1 day' FROM day
), made AS (
  INSERT INTO usage_statistics (
    dimension_type, dimension_id, period_type, period_start, period_end, total_input_tokens, total_cache_creation_input_tokens,
    total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests, revision
  )
  SELECT
    $1::usage_dimension, $2::bigint, period_type, period_start, date_add(period_start, period_length, 'UTC'), 0, 0,
    0, 0, 0, 0, nextval('usage_revision')
  FROM cell
  ORDER BY period_type, period_start
  ON CONFLICT (dimension_type, dimension_id, period_type, period_start) DO NOTHING
  RETURNING period_type
)
SELECT count(*)::integer AS count FROM made;
