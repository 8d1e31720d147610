-- Usage lines summed by all that their price depends on: the lines of a group have the same prices, so the price of the sum is the sum of
-- their prices. A month of millions of lines comes back as some dozens of groups.
--
-- $1 access key ids, or null for all   $2 user ids, or null for all (then rows without a user count too)
-- $3, $4  first instant, first instant no more (epoch milliseconds)   $5, $6 the same as bounds of event ids
-- $7 models, $8 features, or null for all; empty text is "none"
-- $9 instants at which any price or rule changes (epoch milliseconds, ascending)
-- $10 prompt lengths at which any band begins (ascending)
-- $11 by access key and feature too?
WITH usage_row AS (
  SELECT
    access_key_id, user_id, event_id, line, occur_time, feature, kind, model, service_tier, speed, inference_geo, input_tokens,
    cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, web_search_requests,
    web_fetch_requests, platform, outcome, quality, stop_reason, cost_pico_usd, price_version
  FROM access_key_usage
  WHERE $2::bigint[] IS NULL
    AND ($1::bigint[] IS NULL OR access_key_id = ANY ($1::bigint[]))
    AND occur_time >= to_timestamp($3::bigint / 1000.0) AND occur_time < to_timestamp($4::bigint / 1000.0)
    AND event_id >= $5::uuid AND event_id < $6::uuid
  UNION ALL
  SELECT
    access_key_id, user_id, event_id, line, occur_time, feature, kind, model, service_tier, speed, inference_geo, input_tokens,
    cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, web_search_requests,
    web_fetch_requests, platform, outcome, quality, stop_reason, cost_pico_usd, price_version
  FROM user_usage
  WHERE user_id = ANY ($2::bigint[])
    AND ($1::bigint[] IS NULL OR access_key_id = ANY ($1::bigint[]))
    AND occur_time >= to_timestamp($3::bigint / 1000.0) AND occur_time < to_timestamp($4::bigint / 1000.0)
    AND event_id >= $5::uuid AND event_id < $6::uuid
), whole AS (
  SELECT
    r.access_key_id, r.occur_time, r.line, r.feature, r.kind, r.model, r.service_tier, r.speed, r.inference_geo, r.input_tokens,
    r.cache_write_5m_tokens, r.cache_write_1h_tokens, r.cache_write_unsplit_tokens, r.cache_read_input_tokens, r.output_tokens,
    r.web_search_requests, r.web_fetch_requests, r.cost_pico_usd, r.price_version,
    r.input_tokens::bigint + r.cache_write_5m_tokens + r.cache_write_1h_tokens + r.cache_write_unsplit_tokens
      + r.cache_read_input_tokens AS prompt_tokens,
    coalesce(r.platform, first_line.platform) AS platform,
    coalesce(r.outcome, first_line.outcome) AS outcome,
    coalesce(r.quality, first_line.quality) AS quality,
    coalesce(r.stop_reason, first_line.stop_reason) AS stop_reason
  FROM usage_row r
  LEFT JOIN LATERAL (
    -- Further lines share their record's line 0. LIMIT keeps this a look-up by primary key in one partition.
    SELECT f.platform, f.outcome, f.quality, f.stop_reason
    FROM access_key_usage f
    WHERE r.line > 0 AND f.access_key_id = r.access_key_id AND f.event_id = r.event_id AND f.line = 0 AND f.occur_time = r.occur_time
    LIMIT 1
  ) AS first_line ON true
  WHERE ($7::text[] IS NULL OR coalesce(r.model, '') = ANY ($7::text[]))
    AND ($8::text[] IS NULL OR coalesce(r.feature, '') = ANY ($8::text[]))
)
SELECT
  CASE WHEN $11::boolean THEN access_key_id::text END AS access_key_id,
  CASE WHEN $11::boolean THEN feature END AS feature,
  line > 0 AS is_beside,
  kind,
  model,
  service_tier,
  speed,
  inference_geo,
  platform,
  outcome,
  quality,
  CASE WHEN stop_reason = 'refusal' THEN stop_reason END AS stop_reason,
  price_version,
  cost_pico_usd IS NOT NULL AS is_priced,
  (extract(epoch FROM min(occur_time)) * 1000)::bigint::text AS occur_ms,
  min(prompt_tokens)::text AS prompt_tokens,
  count(*)::text AS line_count,
  count(*) FILTER (WHERE line = 0)::text AS request_count,
  sum(input_tokens)::text AS input_tokens,
  sum(cache_write_5m_tokens)::text AS cache_write_5m_tokens,
  sum(cache_write_1h_tokens)::text AS cache_write_1h_tokens,
  sum(cache_write_unsplit_tokens)::text AS cache_write_unsplit_tokens,
  sum(cache_read_input_tokens)::text AS cache_read_input_tokens,
  sum(output_tokens)::text AS output_tokens,
  sum(web_search_requests)::text AS web_search_requests,
  sum(web_fetch_requests)::text AS web_fetch_requests,
  coalesce(sum(cost_pico_usd), 0)::text AS cost
FROM whole
GROUP BY
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
  -- Without output is a rule of its own for refusals.
  output_tokens = 0,
  width_bucket((extract(epoch FROM occur_time) * 1000)::bigint, $9::bigint[]),
  width_bucket(prompt_tokens, $10::bigint[])
ORDER BY 1, 2, 5, 15, 16;
