-- Adds to the statistics: one row of the given JSON a record and dimension. Summed first: a statement cannot change one row twice.
INSERT INTO usage_statistics AS s (
  dimension_type, dimension_id, period_type, period_start, input_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens,
  requests
)
SELECT
  dimension_type, dimension_id, period_type, date_trunc(period_type, occur_time, 'UTC'), sum(input), sum(write), sum(read), sum(output), count(*)
FROM jsonb_to_recordset(?::jsonb) AS r (
  dimension_type text, dimension_id text, occur_time timestamptz, input bigint, write bigint, read bigint, output bigint
)
CROSS JOIN (VALUES ('hour'), ('day'), ('month')) AS p (period_type)
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4
ON CONFLICT (dimension_type, dimension_id, period_type, period_start) DO UPDATE SET
  input_tokens = s.input_tokens + excluded.input_tokens,
  cache_creation_input_tokens = s.cache_creation_input_tokens + excluded.cache_creation_input_tokens,
  cache_read_input_tokens = s.cache_read_input_tokens + excluded.cache_read_input_tokens,
  output_tokens = s.output_tokens + excluded.output_tokens,
  requests = s.requests + excluded.requests;
