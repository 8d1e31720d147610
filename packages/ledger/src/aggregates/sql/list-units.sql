-- The access keys and users that a UTC day has rows or cells of.
--
-- $1 day, epoch milliseconds   $2 dimension_type, or null for both   $3 dimension id, or null for all   $4, $5 first event id of the day, and of the next
-- Returns dimension_type, dimension_id, name (a user's own, a key's id). Keys and users are looked up one by one by the primary key of their rows:
-- the day's rows are not read.
WITH day AS (
  SELECT to_timestamp($1::bigint / 1000.0) AS day_start, to_timestamp($1::bigint / 1000.0) + interval '24 hours' AS day_end
), unit AS (
  SELECT 'access_key'::usage_dimension AS dimension_type, k.id AS dimension_id
  FROM access_key k
  WHERE coalesce($2::usage_dimension, 'access_key') = 'access_key'
    AND EXISTS (
      SELECT
      FROM access_key_usage u
      WHERE u.access_key_id = k.id AND u.event_id >= $4::uuid AND u.event_id < $5::uuid
        AND u.occur_time >= (SELECT day_start FROM day) AND u.occur_time < (SELECT day_end FROM day)
    )
  UNION
  SELECT 'user', n.id
  FROM ledger_user n
  WHERE coalesce($2::usage_dimension, 'user') = 'user'
    AND EXISTS (
      SELECT
      FROM user_usage u
      WHERE u.user_id = n.id AND u.event_id >= $4::uuid AND u.event_id < $5::uuid
        AND u.occur_time >= (SELECT day_start FROM day) AND u.occur_time < (SELECT day_end FROM day)
    )
  UNION
  -- The index is skipped through from dimension to dimension: cells of other days are not read.
  SELECT s.dimension_type, s.dimension_id
  FROM usage_statistics s
  WHERE s.dimension_type = ANY (CASE WHEN $2::usage_dimension IS NULL THEN enum_range(NULL::usage_dimension) ELSE ARRAY[$2::usage_dimension] END)
    AND s.period_type IN ('hour', 'day') AND s.period_start >= (SELECT day_start FROM day) AND s.period_start < (SELECT day_end FROM day)
  UNION
  SELECT b.dimension_type, b.dimension_id
  FROM usage_breakdown b
  WHERE b.dimension_type = ANY (CASE WHEN $2::usage_dimension IS NULL THEN enum_range(NULL::usage_dimension) ELSE ARRAY[$2::usage_dimension] END)
    AND b.period_start >= (SELECT day_start FROM day) AND b.period_start < (SELECT day_end FROM day)
)
SELECT unit.dimension_type, unit.dimension_id::text, coalesce(n.name, unit.dimension_id::text) AS name
FROM unit
LEFT JOIN ledger_user n ON unit.dimension_type = 'user' AND n.id = unit.dimension_id
WHERE $3::bigint IS NULL OR unit.dimension_id = $3::bigint
ORDER BY unit.dimension_type, unit.dimension_id;
