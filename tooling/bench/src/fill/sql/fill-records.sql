-- $1 records of one UTC day ($2), by some of $3 keys and $4 users, a few of which do most. Twelve in a hundred have no user, two fail, one is cut
-- off, one has no price, one is compacted: a further line of another model. The same for the same seed (setseed). They go into `filled_line`.
--
-- Prices, one element a model: $5 name   $6 input   $7 cache write 5m   $8 cache write 1h   $9 cache read   $10 output (pico-USD a token)
-- $11 edition of the price book
WITH price AS MATERIALIZED (
  SELECT *, row_number() OVER () AS number
  FROM unnest($5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])
    AS p (model, input, write_5m, write_1h, read, output)
), chance AS MATERIALIZED (
  SELECT
    n,
    random() AS at, random() AS hour, random() AS who_key, random() AS who_user, random() AS whose, random() AS fate, random() AS of_model,
    random() AS size, random() AS cached, random() AS compacted
  FROM generate_series(1, $1::bigint) AS n
), record AS MATERIALIZED (
  SELECT
    n,
    -- Half of the traffic in a third of the day.
    (extract(epoch FROM $2::date) * 1000)::bigint
      + floor(CASE WHEN hour < 0.5 THEN 28800000 + at * 28800000 ELSE at * 86400000 END)::bigint AS occur_ms,
    1 + floor($3::bigint * who_key ^ 2.5)::bigint AS access_key_id,
    CASE WHEN whose >= 0.12 THEN 1 + floor($4::bigint * who_user ^ 2.5)::bigint END AS user_id,
    CASE WHEN fate < 0.02 THEN 'error' WHEN fate < 0.03 THEN 'truncated' ELSE 'complete' END AS outcome,
    1 + floor((SELECT count(*) FROM price) * of_model ^ 1.5)::bigint AS model_number,
    fate >= 0.99 AS is_unpriced,
    compacted < 0.01 AND fate >= 0.03 AS is_compacted,
    CASE WHEN fate < 0.02 THEN 0 ELSE 1 + floor(8000 * size ^ 3)::integer END AS input_tokens,
    CASE WHEN fate >= 0.02 AND cached < 0.4 THEN floor(20000 * size)::integer ELSE 0 END AS read_tokens,
    CASE WHEN fate >= 0.02 AND cached < 0.1 THEN floor(5000 * size)::integer ELSE 0 END AS write_tokens,
    cached < 0.02 AS is_kept_an_hour,
    CASE WHEN fate < 0.02 THEN 0 ELSE 1 + floor(2000 * size * at)::integer END AS output_tokens,
    md5(n::text || at::text || who_key::text) AS digest
  FROM chance
), line AS MATERIALIZED (
  SELECT
    record.*,
    0 AS line,
    CASE WHEN is_unpriced THEN 'claude-unknown-1' ELSE price.model END AS model,
    CASE WHEN is_kept_an_hour THEN 0 ELSE write_tokens END AS write_5m_tokens,
    CASE WHEN is_kept_an_hour THEN write_tokens ELSE 0 END AS write_1h_tokens,
    CASE WHEN NOT is_unpriced THEN
      input_tokens * price.input + read_tokens * price.read + output_tokens * price.output
        + write_tokens * CASE WHEN is_kept_an_hour THEN price.write_1h ELSE price.write_5m END
    END AS cost,
    -- RFC 9562, version 7: the time, then what is random.
    (lpad(to_hex(occur_ms), 12, '0') || '7' || substr(digest, 1, 3) || '8' || substr(digest, 5, 15))::uuid AS event_id
  FROM record
  JOIN price ON price.number = record.model_number
)
INSERT INTO filled_line (
  id, access_key_id, user_id, event_id, line, occur_time, kind, model, feature, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
  cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, web_search_requests, web_fetch_requests, service_tier, status, attempt,
  duration_ms, platform, outcome, quality, request_model, request_id, message_id, error_type, stop_reason, further_models, payload_hash,
  raw_usage, cost_pico_usd, price_version
)
-- In the order of time: flushers store records as they come, so that those of one hour lie together.
SELECT nextval('usage_row_number'), filled.*
FROM (
  SELECT
    access_key_id, user_id, event_id, 0 AS line, to_timestamp(occur_ms / 1000.0) AS occur_time, 'message'::line_kind AS kind, model,
    CASE WHEN access_key_id % 7 > 0 THEN 'feature_' || access_key_id % 23 END AS feature,
    input_tokens, write_5m_tokens, write_1h_tokens, 0 AS write_unsplit_tokens, read_tokens, output_tokens, 0 AS searches, 0 AS fetches, 'standard' AS tier,
    CASE outcome WHEN 'error' THEN 429 ELSE 200 END AS status, 0 AS attempt, (output_tokens * 15 + 300)::integer AS duration_ms,
    'anthropic'::usage_platform AS platform, outcome::usage_outcome AS outcome,
    (CASE outcome WHEN 'complete' THEN 'final' WHEN 'truncated' THEN 'provisional' ELSE 'none' END)::usage_quality AS quality,
    model AS request_model, 'req_' || substr(digest, 1, 24) AS request_id, 'msg_' || substr(digest, 3, 24) AS message_id,
    CASE outcome WHEN 'error' THEN 'rate_limit_error' END AS error_type, CASE outcome WHEN 'complete' THEN 'end_turn' END AS stop_reason,
    CASE WHEN is_compacted THEN ARRAY['claude-unknown-2'] END AS further_models, decode(digest, 'hex') AS payload_hash,
    jsonb_build_object('input_tokens', input_tokens, 'output_tokens', output_tokens) AS raw_usage, cost, $11::integer AS price_version
  FROM line
  UNION ALL
  SELECT
    access_key_id, user_id, event_id, 1, to_timestamp(occur_ms / 1000.0), 'compaction'::line_kind, 'claude-unknown-2',
    CASE WHEN access_key_id % 7 > 0 THEN 'feature_' || access_key_id % 23 END,
    input_tokens, 0, 0, 0, 0, 100, 0, 0, 'standard',
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, $11::integer
  FROM line
  WHERE is_compacted
) AS filled
ORDER BY event_id, line;
