-- The same rows by user.
INSERT INTO user_usage (
  user_id, access_key_id, event_id, line, occur_time, id, kind, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
  cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, web_search_requests, web_fetch_requests, status, attempt, platform,
  outcome, quality, request_id, message_id, cost_pico_usd, price_version
)
SELECT
  user_id, access_key_id, event_id, line, occur_time, id, kind, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
  cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, web_search_requests, web_fetch_requests, status, attempt, platform,
  outcome, quality, request_id, message_id, cost_pico_usd, price_version
FROM access_key_usage;
