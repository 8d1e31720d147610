-- All lines of records with what they cost and what their price depends on.
--
-- One element a record: $1 access_key_id   $2 event_id
-- Returns a row a line; the lines of a record together, line 0 first. Columns from platform on are null on further lines.
WITH given AS MATERIALIZED (
  SELECT access_key_id, event_id FROM unnest($1::bigint[], $2::uuid[]) AS g (access_key_id, event_id)
)
SELECT
  r.access_key_id::text,
  r.event_id,
  (extract(epoch FROM r.occur_time) * 1000)::bigint::text AS occur_ms,
  r.user_id::text,
  -- Not a join: it was planned as a scan of all users for each record.
  coalesce((SELECT name FROM ledger_user WHERE ledger_user.id = r.user_id), r.user_id::text) AS user_name,
  r.feature,
  r.line,
  r.kind,
  r.model,
  r.input_tokens,
  r.cache_write_5m_tokens,
  r.cache_write_1h_tokens,
  r.cache_write_unsplit_tokens,
  r.cache_read_input_tokens,
  r.output_tokens,
  r.thinking_tokens,
  r.web_search_requests,
  r.web_fetch_requests,
  r.service_tier,
  r.speed,
  r.inference_geo,
  r.cost_pico_usd::text AS cost,
  r.price_version,
  r.platform,
  r.outcome,
  r.quality,
  r.stop_reason
FROM given
CROSS JOIN LATERAL (
  -- LIMIT keeps this a look-up by primary key in one partition. 64 is LINES_MAX; more is never stored.
  SELECT *
  FROM access_key_usage u
  WHERE u.access_key_id = given.access_key_id AND u.event_id = given.event_id
    AND u.occur_time = uuid_extract_timestamp(given.event_id)
  ORDER BY u.line
  LIMIT 1024
) AS r
ORDER BY r.event_id, r.access_key_id, r.line;
