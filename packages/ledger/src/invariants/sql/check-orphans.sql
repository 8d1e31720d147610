-- Access keys and users that usage names and nobody has: the usage tables have no foreign keys (decision 0003).
-- Over the month cells, which name every key and user that was ever used.
--
-- $1, $2  start, end of the range (epoch milliseconds), or null for all   $3 most differences
-- Returns subject, expected, actual (null: the row is missing).
SELECT DISTINCT
  concat_ws(' ', s.dimension_type, s.dimension_id) AS subject,
  'a row' AS expected,
  NULL::text AS actual
FROM usage_statistics s
WHERE s.period_type = 'month'
  AND s.period_end > coalesce(to_timestamp($1::bigint / 1000.0), '-infinity')
  AND s.period_start < coalesce(to_timestamp($2::bigint / 1000.0), 'infinity')
  AND CASE s.dimension_type
    WHEN 'access_key' THEN NOT EXISTS (SELECT FROM access_key k WHERE k.id = s.dimension_id)
    ELSE NOT EXISTS (SELECT FROM ledger_user u WHERE u.id = s.dimension_id)
  END
ORDER BY subject
LIMIT $3::integer;
