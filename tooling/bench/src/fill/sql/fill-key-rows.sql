-- The rows by key, of what `filled_line` holds.
INSERT INTO access_key_usage (
  access_key_id, user_id, event_id, line, occur_time, id, kind, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
  cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, web_search_requests, web_fetch_requests, service_tier, status, attempt,
  duration_ms, platform, outcome, quality, request_model, request_id, message_id, error_type, stop_reason, further_models, payload_hash,
  raw_usage, cost_pico_usd, price_version
)
SELECT
  access_key_id, user_id, event_id, line, occur_time, id, kind, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
  cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, web_search_requests, web_fetch_requests, service_tier, status, attempt,
  duration_ms, platform, outcome, quality, request_model, request_id, message_id, error_type, stop_reason, further_models, payload_hash,
  raw_usage, cost_pico_usd, price_version
FROM filled_line;
