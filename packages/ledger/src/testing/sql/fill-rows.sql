-- $1 plain records over the $2 days before $3, by 40 keys and 200 users: enough for the planner to go wrong, made in seconds.
WITH users AS (
  INSERT INTO ledger_user (id, name) SELECT n, 'user_' || n FROM generate_series(1, 200) AS n
  ON CONFLICT DO NOTHING
)
INSERT INTO access_key_usage (
  access_key_id, user_id, event_id, line, occur_time, id, kind, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
  cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, web_search_requests, web_fetch_requests, status, attempt, platform,
  outcome, quality, request_id, message_id, payload_hash, cost_pico_usd, price_version, create_time
)
SELECT
  1 + n % 40, 1 + n % 200,
  (lpad(to_hex(ms), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid,
  0, to_timestamp(ms / 1000.0), n, 'message', 'claude-' || n % 5, 'feature_' || n % 7, 100, 0, 0, 0, 10, 50, 0, 0,
  CASE WHEN n % 50 = 0 THEN 429 ELSE 200 END, 0, 'anthropic',
  (CASE WHEN n % 50 = 0 THEN 'error' ELSE 'complete' END)::usage_outcome, 'final', 'req_' || n, 'msg_' || n, '\x00', 1000, 1,
  to_timestamp(ms / 1000.0)
FROM (
  SELECT n, (extract(epoch FROM $3::timestamptz) * 1000)::bigint - $2::bigint * 86400000 + n * ($2::bigint * 86400000 / $1::bigint) AS ms
  FROM generate_series(0, $1::bigint - 1) AS n
) AS record;
