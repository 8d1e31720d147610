-- Partitions of this month and the next ones that are not there.
--
-- $1 now, epoch milliseconds; $2 how many months, this one included
-- Returns their names, oldest first.
SELECT parts.name
FROM generate_series(0, $2::integer - 1) AS months (ahead)
CROSS JOIN LATERAL (
  SELECT usage_table || to_char(
    to_timestamp($1::bigint / 1000.0) AT TIME ZONE 'UTC' + make_interval(months => ahead), '"_"YYYY"_"MM'
  ) AS name
  FROM unnest(ARRAY['access_key_usage', 'user_usage']) AS usage_tables (usage_table)
) AS parts
WHERE to_regclass(parts.name) IS NULL
ORDER BY months.ahead, parts.name;
