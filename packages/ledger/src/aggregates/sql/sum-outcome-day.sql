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
WITH compound AS (
  -- The few records that have further lines.
  SELECT access_key_id, event_id, occur_time, outcome, quality, status
  FROM access_key_usage
  WHERE line = 0 AND further_models IS NOT NULL
    AND event_id >= $2::uuid AND event_id < $3::uuid
    AND occur_time >= to_timestamp($1::bigint / 1000.0) AND occur_time < to_timestamp($1::bigint / 1000.0) + interval '24 hours'
), line AS (
  SELECT
    model, feature, outcome, quality, status, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens,
    cache_read_input_tokens, output_tokens, 1 AS request, cost_pico_usd, (cost_pico_usd IS NULL)::integer AS unpriced, create_time
  FROM access_key_usage
  WHERE line = 0 AND further_models IS NULL
    AND event_id >= $2::uuid AND event_id < $3::uuid
    AND occur_time >= to_timestamp($1::bigint / 1000.0) AND occur_time < to_timestamp($1::bigint / 1000.0) + interval '24 hours'
  UNION ALL
  SELECT
    u.model, u.feature, compound.outcome, compound.quality, compound.status, u.input_tokens, u.cache_write_5m_tokens, u.cache_write_1h_tokens,
    u.cache_write_unsplit_tokens, u.cache_read_input_tokens, u.output_tokens, (u.line = 0)::integer, u.cost_pico_usd,
    -- A record is unpriced, at its line 0, while any of its lines is.
    (u.line = 0 AND bool_or(u.cost_pico_usd IS NULL) OVER (PARTITION BY u.access_key_id, u.event_id))::integer, u.create_time
  FROM compound
  JOIN access_key_usage AS u USING (access_key_id, event_id, occur_time)
  WHERE u.occur_time >= to_timestamp($1::bigint / 1000.0) AND u.occur_time < to_timestamp($1::bigint / 1000.0) + interval '24 hours'
), summed AS (
  -- Before each is told twice, by model and by feature.
  SELECT
    coalesce(model, '') AS model,
    coalesce(feature, '') AS feature,
    outcome,
    quality,
    coalesce(status, 0) AS status,
    sum(input_tokens) AS input,
    sum(cache_write_5m_tokens) AS write_5m,
    sum(cache_write_1h_tokens) AS write_1h,
    sum(cache_write_unsplit_tokens) AS write_unsplit,
    sum(cache_read_input_tokens) AS read,
    sum(output_tokens) AS output,
    sum(request) AS requests,
    coalesce(sum(cost_pico_usd), 0) AS cost,
    sum(unpriced) AS unpriced,
    max(create_time) AS last_update_time
  FROM line
  GROUP BY 1, 2, 3, 4, 5
)
SELECT
  l.label_type, to_timestamp($1::bigint / 1000.0), l.label, outcome, quality, status, sum(input), sum(write_5m), sum(write_1h), sum(write_unsplit),
  sum(read), sum(output), sum(requests), sum(cost), sum(unpriced), max(last_update_time)
FROM summed
CROSS JOIN LATERAL (VALUES ('model'::usage_label, model), ('feature', feature)) AS l (label_type, label)
GROUP BY l.label_type, l.label, outcome, quality, status
ORDER BY l.label_type, l.label, outcome, quality, status;
