-- One page of an export: the next records, oldest first, with those of their lines that pass.
-- An event id starts with its time, so by event id is by time, straight off the indexes; never OFFSET.
--
-- $1 access key ids, $2 user ids, or null for all   $3, $4 first instant, first instant no more (epoch milliseconds)
-- $5, $6 the same as bounds of event ids   $7, $8 event id and access key id of the last record of the page before, or null
-- $9 models, $10 features, or null for all   $11 outcomes, or null   $12 request id, or null   $13 message id, or null
-- $14 qualities, or null   $15 statuses, or null; 0 is none   $16 most records
WITH page AS MATERIALIZED (
  (
    SELECT nearest.*
    FROM unnest($1::bigint[]) AS given (id)
    CROSS JOIN LATERAL (
      SELECT u.event_id, u.access_key_id, u.occur_time
      FROM access_key_usage u
      WHERE u.access_key_id = given.id AND u.line = 0
        AND u.occur_time >= to_timestamp($3::bigint / 1000.0) AND u.occur_time < to_timestamp($4::bigint / 1000.0)
        AND u.event_id >= $5::uuid AND u.event_id < $6::uuid
        AND ($7::uuid IS NULL OR (u.event_id, u.access_key_id) > ($7::uuid, $8::bigint))
        AND ($9::text[] IS NULL OR coalesce(u.model, '') = ANY ($9) OR u.further_models && $9)
        AND ($10::text[] IS NULL OR coalesce(u.feature, '') = ANY ($10))
        AND ($11::usage_outcome[] IS NULL OR u.outcome = ANY ($11))
        AND ($12::text IS NULL OR u.request_id = $12)
        AND ($13::text IS NULL OR u.message_id = $13)
        AND ($14::usage_quality[] IS NULL OR u.quality = ANY ($14))
        AND ($15::integer[] IS NULL OR coalesce(u.status, 0) = ANY ($15))
      ORDER BY u.event_id
      LIMIT $16::integer
    ) AS nearest
    WHERE $2::bigint[] IS NULL
  )
  UNION ALL
  (
    SELECT nearest.*
    FROM unnest($2::bigint[]) AS given (id)
    CROSS JOIN LATERAL (
      SELECT u.event_id, u.access_key_id, u.occur_time
      FROM user_usage u
      WHERE u.user_id = given.id AND u.line = 0 AND ($1::bigint[] IS NULL OR u.access_key_id = ANY ($1))
        AND u.occur_time >= to_timestamp($3::bigint / 1000.0) AND u.occur_time < to_timestamp($4::bigint / 1000.0)
        AND u.event_id >= $5::uuid AND u.event_id < $6::uuid
        AND ($7::uuid IS NULL OR (u.event_id, u.access_key_id) > ($7::uuid, $8::bigint))
        AND ($9::text[] IS NULL OR coalesce(u.model, '') = ANY ($9) OR u.further_models && $9)
        AND ($10::text[] IS NULL OR coalesce(u.feature, '') = ANY ($10))
        AND ($11::usage_outcome[] IS NULL OR u.outcome = ANY ($11))
        AND ($12::text IS NULL OR u.request_id = $12)
        AND ($13::text IS NULL OR u.message_id = $13)
        AND ($14::usage_quality[] IS NULL OR u.quality = ANY ($14))
        AND ($15::integer[] IS NULL OR coalesce(u.status, 0) = ANY ($15))
      ORDER BY u.event_id, u.access_key_id
      LIMIT $16::integer
    ) AS nearest
  )
  UNION ALL
  (
    SELECT u.event_id, u.access_key_id, u.occur_time
    FROM access_key_usage u
    WHERE $1::bigint[] IS NULL AND $2::bigint[] IS NULL AND u.line = 0
      AND u.occur_time >= to_timestamp($3::bigint / 1000.0) AND u.occur_time < to_timestamp($4::bigint / 1000.0)
      AND u.event_id >= $5::uuid AND u.event_id < $6::uuid
      AND ($7::uuid IS NULL OR (u.event_id, u.access_key_id) > ($7::uuid, $8::bigint))
      AND ($9::text[] IS NULL OR coalesce(u.model, '') = ANY ($9) OR u.further_models && $9)
      AND ($10::text[] IS NULL OR coalesce(u.feature, '') = ANY ($10))
      AND ($11::usage_outcome[] IS NULL OR u.outcome = ANY ($11))
      AND ($12::text IS NULL OR u.request_id = $12)
      AND ($13::text IS NULL OR u.message_id = $13)
      AND ($14::usage_quality[] IS NULL OR u.quality = ANY ($14))
      AND ($15::integer[] IS NULL OR coalesce(u.status, 0) = ANY ($15))
    ORDER BY u.event_id, u.access_key_id
    LIMIT $16::integer
  )
  ORDER BY event_id, access_key_id
  LIMIT $16::integer
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
  r.inference_geo, r.cost_pico_usd::text AS cost,
  r.status, r.attempt, r.duration_ms, r.platform, r.outcome, r.quality, r.request_model, r.endpoint, r.session, r.request_id, r.message_id,
  r.workspace_id, r.error_type, r.stop_reason, r.tags, r.raw_usage
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
ORDER BY r.event_id, r.access_key_id, r.line;
