-- Every statistics cell, its dimension named as counters name it.
-- is_mirrored: whether Redis keeps it, which it does until two periods after its own.
SELECT
  s.dimension_type::text,
  coalesce(n.name, s.dimension_id::text) AS dimension_id,
  s.period_type::text,
  (extract(epoch FROM s.period_start) * 1000)::bigint::text AS period_start_ms,
  s.period_end + 2 * ('1 ' || s.period_type)::interval > now() + interval '1 minute' AS is_mirrored,
  s.revision::text,
  s.total_input_tokens::text AS input,
  s.total_cache_creation_input_tokens::text AS cache_creation,
  s.total_cache_read_input_tokens::text AS cache_read,
  s.total_output_tokens::text AS output,
  s.total_requests::text AS requests
FROM usage_statistics s
LEFT JOIN ledger_user n ON s.dimension_type = 'user' AND n.id = s.dimension_id
WHERE $1::usage_period IS NULL OR s.period_type = $1::usage_period
