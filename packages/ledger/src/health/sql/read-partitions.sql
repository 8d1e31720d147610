-- Whether next month has its partition, and what stands in DEFAULT.
--
-- $1 now, epoch milliseconds
-- Returns one row: next_name, is_next_there, row_count (both usage tables, counted to 10,000).
WITH next AS (
  SELECT 'access_key_usage' || to_char(to_timestamp($1::bigint / 1000.0) AT TIME ZONE 'UTC' + interval '1 month', '"_"YYYY"_"MM') AS name
)
SELECT
  next.name AS next_name,
  to_regclass(next.name) IS NOT NULL AS is_next_there,
  (
    SELECT count(*)::integer
    FROM (
      SELECT FROM access_key_usage_default
      UNION ALL
      SELECT FROM user_usage_default
      LIMIT 10000
    ) AS in_default
  ) AS row_count
FROM next;
