-- Whole records by identity, with all their lines.
--
-- One element a record: $1 access key id   $2 event id   $3 occur time (epoch milliseconds)
-- Returns a row a line: in the order that was asked for, lines in order.
WITH page AS MATERIALIZED (
  SELECT access_key_id, event_id, to_timestamp(occur_ms / 1000.0) AS occur_time, place
  FROM unnest($1::bigint[], $2::uuid[], $3::bigint[]) WITH ORDINALITY AS p (access_key_id, event_id, occur_ms, place)
)
SELECT
  r.access_key_id::text,
  coalesce(k.name, r.access_key_id::text) AS access_key_name,
  r.event_id,
  floor(extract(epoch FROM r.occur_time) * 1000)::float8 AS occur_ms,
  floor(extract(epoch FROM r.create_time) * 1000)::float8 AS create_ms,
  coalesce(ledger_user.name, r.user_id::text) AS user_name,
  r.line, r.kind, r.model, r.feature, r.input_tokens, r.cache_write_5m_tokens, r.cache_write_1h_tokens, r.cache_write_unsplit_tokens,
  r.cache_read_input_tokens, r.output_tokens, r.thinking_tokens, r.web_search_requests, r.web_fetch_requests, r.service_tier, r.speed,
  r.inference_geo, r.status, r.attempt, r.duration_ms, r.platform, r.outcome, r.quality, r.request_model, r.answer_model, r.endpoint,
  r.session, r.request_id, r.message_id, r.workspace_id, r.error_type, r.stop_reason, r.tags, r.raw_usage, r.cost_pico_usd::text AS cost
FROM page
CROSS JOIN LATERAL (
  -- LIMIT keeps this a look-up by primary key in one partition. LINES_MAX is 64; more is never stored.
  SELECT * FROM access_key_usage u
  WHERE u.access_key_id = page.access_key_id AND u.event_id = page.event_id AND u.occur_time = page.occur_time
  ORDER BY u.line
  LIMIT 1024
) AS r
LEFT JOIN access_key k ON k.id = r.access_key_id
LEFT JOIN ledger_user ON ledger_user.id = r.user_id
ORDER BY page.place, r.line;
