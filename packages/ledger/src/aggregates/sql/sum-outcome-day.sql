-- Sums the rows of a UTC day by model, and once more by feature, told apart by outcome, quality and status: those of a record's line 0.
--
-- $1      day (epoch milliseconds)
-- $2, $3  the same, from and no more, as bounds of event ids, which hold the time, so that the index serves them
-- Returns no row.
INSERT INTO usage_outcome_day (
  label_type, period_start, label, outcome, quality, status, total_input_tokens, total_cache_write_5m_tokens, total_cache_write_1h_tokens,
  total_cache_write_unsplit_tokens, total_cache_read_input_tokens, total_output_tokens, total_requests, total_cost_pico_usd,
  total_unpriced_requests, last_update_time
)
WITH line AS MATERIALIZED (
  SELECT
    access_key_id, event_id, line, model, feature, outcome, quality, status, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
    cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd, create_time
  FROM access_key_usage
  WHERE event_id >= $2::uuid AND event_id < $3::uuid
    AND occur_time >= to_timestamp($1::bigint / 1000.0) AND occur_time < to_timestamp($1::bigint / 1000.0) + interval '24 hours'
), unpriced AS (
  SELECT DISTINCT access_key_id, event_id FROM line WHERE cost_pico_usd IS NULL
)
SELECT
  l.label_type,
  to_timestamp($1::bigint / 1000.0),
  l.label,
  request.outcome,
  request.quality,
  coalesce(request.status, 0),
  sum(line.input_tokens),
  sum(line.cache_write_5m_tokens),
  sum(line.cache_write_1h_tokens),
  sum(line.cache_write_unsplit_tokens),
  sum(line.cache_read_input_tokens),
  sum(line.output_tokens),
  count(*) FILTER (WHERE line.line = 0),
  coalesce(sum(line.cost_pico_usd), 0),
  count(unpriced.event_id) FILTER (WHERE line.line = 0),
  max(line.create_time)
FROM line AS request
JOIN line ON line.access_key_id = request.access_key_id AND line.event_id = request.event_id
LEFT JOIN unpriced ON unpriced.access_key_id = request.access_key_id AND unpriced.event_id = request.event_id
CROSS JOIN LATERAL (
  VALUES ('model'::usage_label, coalesce(line.model, '')), ('feature', coalesce(line.feature, ''))
) AS l (label_type, label)
WHERE request.line = 0
GROUP BY l.label_type, l.label, request.outcome, request.quality, coalesce(request.status, 0)
ORDER BY l.label_type, l.label, request.outcome, request.quality, coalesce(request.status, 0);
