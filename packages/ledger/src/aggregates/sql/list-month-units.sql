-- The access keys and users that have a day's or the month's cell in a UTC month.
--
-- $1 month, epoch milliseconds   $2 dimension_type, or null for both   $3 dimension id, or null for all
-- Returns dimension_type, dimension_id, name (a user's own, a key's id).
WITH unit AS (
  SELECT DISTINCT s.dimension_type, s.dimension_id
  FROM usage_statistics s
  WHERE s.dimension_type = ANY (CASE WHEN $2::usage_dimension IS NULL THEN enum_range(NULL::usage_dimension) ELSE ARRAY[$2::usage_dimension] END)
    AND s.period_type IN ('day', 'month')
    AND s.period_start >= to_timestamp($1::bigint / 1000.0)
    AND s.period_start < date_add(to_timestamp($1::bigint / 1000.0), interval '1 month', 'UTC')
)
SELECT unit.dimension_type, unit.dimension_id::text, coalesce(n.name, unit.dimension_id::text) AS name
FROM unit
LEFT JOIN ledger_user n ON unit.dimension_type = 'user' AND n.id = unit.dimension_id
WHERE $3::bigint IS NULL OR unit.dimension_id = $3::bigint
ORDER BY unit.dimension_type, unit.dimension_id;
