-- How many rows stand in the DEFAULT partitions of both usage tables, counted to 10,000.
SELECT count(*)::integer AS row_count
FROM (
  SELECT FROM access_key_usage_default
  UNION ALL
  SELECT FROM user_usage_default
  LIMIT 10000
) AS in_default;
