-- What was used from $1 to $2 (epoch milliseconds, half-open), by period ($3: hour or day, UTC), access key, model, terms and what may set it apart from
-- Anthropic's count (cut off, refused, without a price). Calls to Anthropic itself only.
-- Further lines know neither platform nor quality: they share those of their record's line 0.
SELECT
  (extract(epoch FROM date_trunc($3, line.occur_time, 'UTC')) * 1000)::double precision AS start_ms,
  line.access_key_id::text,
  line.model,
  coalesce(line.service_tier, '') AS service_tier,
  coalesce(line.speed, '') AS speed,
  coalesce(line.inference_geo, '') AS inference_geo,
  head.quality = 'provisional' AS is_provisional,
  head.stop_reason IS NOT DISTINCT FROM 'refusal' AS is_refused,
  line.cost_pico_usd IS NULL AS is_unpriced,
  sum(line.input_tokens)::text AS input,
  sum(line.output_tokens)::text AS output,
  sum(line.cache_write_5m_tokens::bigint + line.cache_write_unsplit_tokens)::text AS cache_write_5m,
  sum(line.cache_write_1h_tokens)::text AS cache_write_1h,
  sum(line.cache_read_input_tokens)::text AS cache_read,
  sum(line.web_search_requests)::text AS web_search,
  coalesce(sum(line.cost_pico_usd), 0)::text AS cost
FROM access_key_usage AS line
JOIN access_key_usage AS head
  ON head.access_key_id = line.access_key_id AND head.event_id = line.event_id AND head.occur_time = line.occur_time AND head.line = 0
WHERE line.occur_time >= to_timestamp($1::bigint / 1000.0) AND line.occur_time < to_timestamp($2::bigint / 1000.0)
  AND head.occur_time >= to_timestamp($1::bigint / 1000.0) AND head.occur_time < to_timestamp($2::bigint / 1000.0)
  AND head.platform = 'anthropic'
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
