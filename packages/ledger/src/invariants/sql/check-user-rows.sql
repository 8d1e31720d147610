-- Lines that the two usage tables do not agree on: every line of a record that names a user is in user_usage, under the same snowflake id,
-- with the same figures, and nothing else is.
--
-- $1, $2  start, end of the range (epoch milliseconds), or null for all   $3 most differences
-- Returns subject, expected (as in access_key_usage; null: no such row), actual (as in user_usage).
WITH bound AS (
  SELECT
    coalesce(to_timestamp($1::bigint / 1000.0), '-infinity') AS range_start,
    coalesce(to_timestamp($2::bigint / 1000.0), 'infinity') AS range_end
), expected AS (
  SELECT
    user_id, access_key_id, event_id, line,
    concat_ws(
      ' ', id, occur_time, kind, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
      cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, outcome, request_id, message_id,
      'cost', cost_pico_usd, price_version
    ) AS content
  FROM access_key_usage
  WHERE user_id IS NOT NULL
    AND occur_time >= (SELECT range_start FROM bound) AND occur_time < (SELECT range_end FROM bound)
), actual AS (
  SELECT
    user_id, access_key_id, event_id, line,
    concat_ws(
      ' ', id, occur_time, kind, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
      cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, outcome, request_id, message_id,
      'cost', cost_pico_usd, price_version
    ) AS content
  FROM user_usage
  WHERE occur_time >= (SELECT range_start FROM bound) AND occur_time < (SELECT range_end FROM bound)
)
SELECT
  concat_ws(' ', 'user', user_id, 'key', access_key_id, event_id, 'line', line) AS subject,
  expected.content AS expected,
  actual.content AS actual
FROM expected
FULL JOIN actual USING (user_id, access_key_id, event_id, line)
WHERE expected.content IS DISTINCT FROM actual.content
ORDER BY user_id, event_id, access_key_id, line
LIMIT $3::integer;
