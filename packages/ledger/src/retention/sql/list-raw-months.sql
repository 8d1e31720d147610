-- Months that have partitions and calls, oldest first: start and end (epoch milliseconds), calls by the sums, bytes of both tables.
WITH month AS (
  SELECT
    date_trunc('month', period_start, 'UTC') AS month_start,
    sum(total_requests) AS record_count
  FROM usage_statistics
  WHERE dimension_type = 'access_key' AND period_type = 'month'
  GROUP BY 1
), sized AS (
  SELECT
    month_start,
    record_count,
    to_regclass('access_key_usage' || to_char(month_start AT TIME ZONE 'UTC', '"_"YYYY"_"MM')) AS by_key,
    to_regclass('user_usage' || to_char(month_start AT TIME ZONE 'UTC', '"_"YYYY"_"MM')) AS by_user
  FROM month
)
SELECT
  (extract(epoch FROM month_start) * 1000)::bigint::text AS start_ms,
  (extract(epoch FROM date_add(month_start, interval '1 month', 'UTC')) * 1000)::bigint::text AS end_ms,
  record_count::text,
  (coalesce(pg_total_relation_size(by_key), 0) + coalesce(pg_total_relation_size(by_user), 0))::text AS byte_count
FROM sized
WHERE NOT EXISTS (SELECT FROM usage_dropped_month AS dropped WHERE dropped.month_start = sized.month_start)
ORDER BY month_start;
