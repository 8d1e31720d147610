-- The rows by user, of what `filled_line` holds.
INSERT INTO user_usage (
  user_id, event_id, access_key_id, line, occur_time, id, kind, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
  cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, thinking_tokens, web_search_requests, web_fetch_requests, service_tier,
  speed, inference_geo, status, attempt, duration_ms, platform, outcome, quality, request_model, endpoint, session, request_id, message_id,
  workspace_id, error_type, stop_reason, answer_model, cost_pico_usd, price_version, further_models
)
SELECT
  user_id, event_id, access_key_id, line, occur_time, id, kind, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
  cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, thinking_tokens, web_search_requests, web_fetch_requests, service_tier,
  speed, inference_geo, status, attempt, duration_ms, platform, outcome, quality, request_model, endpoint, session, request_id, message_id,
  workspace_id, error_type, stop_reason, answer_model, cost_pico_usd, price_version, further_models
FROM filled_line
WHERE user_id IS NOT NULL;
