-- Cached prompts that were written again although an hour had not passed: with one-hour writes they would have been read.
-- Of the records of one session (or, without one, of one key, user and feature) and model, in order of time: what a record writes as
-- five-minute cache within 5 to 60 minutes of the one before, up to what that one had in the cache, was written before.
--
-- $1 access key ids, or null for all   $2 user ids, or null for all
-- $3, $4  first instant, first instant no more (epoch milliseconds)   $5, $6 the same as bounds of event ids
-- $7 models, $8 features, or null for all; empty text is "none"
-- Returns a row a key, feature and model: rewritten_tokens, written_tokens (five-minute ones).
WITH cached AS (
  SELECT
    access_key_id,
    feature,
    model,
    occur_time,
    cache_write_5m_tokens + cache_write_unsplit_tokens AS written,
    lag(occur_time) OVER follow AS last_time,
    lag(cache_write_5m_tokens + cache_write_unsplit_tokens + cache_read_input_tokens) OVER follow AS last_cached
  FROM access_key_usage
  WHERE line = 0
    AND ($1::bigint[] IS NULL OR access_key_id = ANY ($1::bigint[]))
    AND ($2::bigint[] IS NULL OR user_id = ANY ($2::bigint[]))
    AND occur_time >= to_timestamp($3::bigint / 1000.0) AND occur_time < to_timestamp($4::bigint / 1000.0)
    AND event_id >= $5::uuid AND event_id < $6::uuid
    AND ($7::text[] IS NULL OR coalesce(model, '') = ANY ($7::text[]))
    AND ($8::text[] IS NULL OR coalesce(feature, '') = ANY ($8::text[]))
    AND cache_write_5m_tokens + cache_write_unsplit_tokens + cache_read_input_tokens > 0
  WINDOW follow AS (
    PARTITION BY access_key_id, feature, model, session, CASE WHEN session IS NULL THEN user_id END ORDER BY event_id
  )
)
SELECT
  access_key_id::text,
  feature,
  model,
  sum(written)::text AS written_tokens,
  coalesce(sum(least(written, last_cached)) FILTER (
    WHERE occur_time - last_time > interval '5 minutes' AND occur_time - last_time <= interval '1 hour'
  ), 0)::text AS rewritten_tokens
FROM cached
GROUP BY access_key_id, feature, model;
