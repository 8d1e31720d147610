-- The latest whole hours of a range that hold at most so many requests, by the sums of hours: one hour at least, whatever it holds.
--
-- $1 access key ids, or null for all   $2 user ids, or null for all; where both are given, users' requests by any key count
-- $3, $4 first instant, first instant no more (epoch milliseconds)   $5 most requests
-- Returns start_ms: where they begin; null where the whole range holds no more.
WITH hour AS (
  SELECT period_start, sum(total_requests) AS requests
  FROM usage_rollup
  WHERE $1::bigint[] IS NULL AND $2::bigint[] IS NULL AND label_type = 'model' AND period_type = 'hour'
    AND period_start > to_timestamp($3::bigint / 1000.0) - interval '1 hour' AND period_start < to_timestamp($4::bigint / 1000.0)
  GROUP BY period_start
  UNION ALL
  SELECT period_start, sum(total_requests) AS requests
  FROM usage_statistics
  WHERE $1::bigint[] IS NOT NULL AND $2::bigint[] IS NULL
    AND dimension_type = 'access_key' AND dimension_id = ANY ($1) AND period_type = 'hour'
    AND period_start > to_timestamp($3::bigint / 1000.0) - interval '1 hour' AND period_start < to_timestamp($4::bigint / 1000.0)
  GROUP BY period_start
  UNION ALL
  SELECT period_start, sum(total_requests) AS requests
  FROM usage_statistics
  WHERE $2::bigint[] IS NOT NULL
    AND dimension_type = 'user' AND dimension_id = ANY ($2) AND period_type = 'hour'
    AND period_start > to_timestamp($3::bigint / 1000.0) - interval '1 hour' AND period_start < to_timestamp($4::bigint / 1000.0)
  GROUP BY period_start
), since AS (
  SELECT period_start, sum(requests) OVER (ORDER BY period_start DESC) AS requests
  FROM hour
)
SELECT
  CASE WHEN max(requests) > $5::bigint THEN
    (extract(epoch FROM coalesce(min(period_start) FILTER (WHERE requests <= $5::bigint), max(period_start))) * 1000)::bigint::text
  END AS start_ms
FROM since;
