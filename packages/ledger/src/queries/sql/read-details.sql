-- One page of records, newest first, with all their lines.
-- An event id starts with its time, so descending by event id is descending by time, straight off the primary keys.
--
-- Without a filter by key or user, each key that has usage in the range gives its newest records and the newest of those are the page:
-- 500 keys are 500 short index scans, and no index on time is paid for at every insert.
--
-- $1 access key ids, or null for all   $2 user ids, or null for all
-- $3, $4  first instant, first instant no more (epoch milliseconds)
-- $5, $6  the same as bounds of event ids
-- $7, $8  event id and access key id of the last record of the page before, or null
-- $9 models, $10 features, or null for all; empty text is "none"   $11 outcomes, or null for all
-- $12 request id, or null   $13 message id, or null   $14 most records
--
-- Returns a row a line: newest record first, lines in order.
WITH active_key AS (
  SELECT DISTINCT dimension_id AS id
  FROM usage_statistics
  WHERE dimension_type = 'access_key' AND period_type = 'month'
    AND period_start >= date_trunc('month', to_timestamp($3::bigint / 1000.0), 'UTC')
    AND period_start < to_timestamp($4::bigint / 1000.0)
    AND ($1::bigint[] IS NULL OR dimension_id = ANY ($1::bigint[]))
    AND $2::bigint[] IS NULL AND $12::text IS NULL AND $13::text IS NULL
), page AS MATERIALIZED (
  (
    SELECT newest.*
    FROM active_key
    CROSS JOIN LATERAL (
      SELECT u.event_id, u.access_key_id, u.occur_time
      FROM access_key_usage u
      WHERE u.access_key_id = active_key.id AND u.line = 0
        AND u.occur_time >= to_timestamp($3::bigint / 1000.0) AND u.occur_time < to_timestamp($4::bigint / 1000.0)
        AND u.event_id >= $5::uuid AND u.event_id < $6::uuid
        AND ($7::uuid IS NULL OR (u.event_id, u.access_key_id) < ($7::uuid, $8::bigint))
        AND ($10::text[] IS NULL OR coalesce(u.feature, '') = ANY ($10::text[]))
        AND ($11::usage_outcome[] IS NULL OR u.outcome = ANY ($11::usage_outcome[]))
        AND ($9::text[] IS NULL OR coalesce(u.model, '') = ANY ($9::text[]) OR EXISTS (
          SELECT FROM access_key_usage l
          WHERE l.access_key_id = u.access_key_id AND l.event_id = u.event_id AND l.occur_time = u.occur_time
            AND l.line > 0 AND coalesce(l.model, '') = ANY ($9::text[])
        ))
      ORDER BY u.event_id DESC
      LIMIT $14::integer
    ) AS newest
  )
  UNION ALL
  (
    SELECT newest.*
    FROM unnest($2::bigint[]) AS given (id)
    CROSS JOIN LATERAL (
      SELECT u.event_id, u.access_key_id, u.occur_time
      FROM user_usage u
      WHERE u.user_id = given.id AND u.line = 0
        AND u.occur_time >= to_timestamp($3::bigint / 1000.0) AND u.occur_time < to_timestamp($4::bigint / 1000.0)
        AND u.event_id >= $5::uuid AND u.event_id < $6::uuid
        AND ($7::uuid IS NULL OR (u.event_id, u.access_key_id) < ($7::uuid, $8::bigint))
        AND ($1::bigint[] IS NULL OR u.access_key_id = ANY ($1::bigint[]))
        AND ($10::text[] IS NULL OR coalesce(u.feature, '') = ANY ($10::text[]))
        AND ($11::usage_outcome[] IS NULL OR u.outcome = ANY ($11::usage_outcome[]))
        AND ($12::text IS NULL OR u.request_id = $12::text)
        AND ($13::text IS NULL OR u.message_id = $13::text)
        AND ($9::text[] IS NULL OR coalesce(u.model, '') = ANY ($9::text[]) OR EXISTS (
          SELECT FROM user_usage l
          WHERE l.user_id = u.user_id AND l.access_key_id = u.access_key_id AND l.event_id = u.event_id
            AND l.occur_time = u.occur_time AND l.line > 0 AND coalesce(l.model, '') = ANY ($9::text[])
        ))
      ORDER BY u.event_id DESC, u.access_key_id DESC
      LIMIT $14::integer
    ) AS newest
  )
  UNION ALL
  (
    SELECT u.event_id, u.access_key_id, u.occur_time
    FROM access_key_usage u
    WHERE $2::bigint[] IS NULL AND ($12::text IS NOT NULL OR $13::text IS NOT NULL) AND u.line = 0
      AND ($12::text IS NULL OR u.request_id = $12::text)
      AND ($13::text IS NULL OR u.message_id = $13::text)
      AND u.occur_time >= to_timestamp($3::bigint / 1000.0) AND u.occur_time < to_timestamp($4::bigint / 1000.0)
      AND ($7::uuid IS NULL OR (u.event_id, u.access_key_id) < ($7::uuid, $8::bigint))
      AND ($1::bigint[] IS NULL OR u.access_key_id = ANY ($1::bigint[]))
      AND ($10::text[] IS NULL OR coalesce(u.feature, '') = ANY ($10::text[]))
      AND ($11::usage_outcome[] IS NULL OR u.outcome = ANY ($11::usage_outcome[]))
      AND ($9::text[] IS NULL OR coalesce(u.model, '') = ANY ($9::text[]) OR EXISTS (
        SELECT FROM access_key_usage l
        WHERE l.access_key_id = u.access_key_id AND l.event_id = u.event_id AND l.occur_time = u.occur_time
          AND l.line > 0 AND coalesce(l.model, '') = ANY ($9::text[])
      ))
    ORDER BY u.event_id DESC, u.access_key_id DESC
    LIMIT $14::integer
  )
  ORDER BY event_id DESC, access_key_id DESC
  LIMIT $14::integer
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
  r.inference_geo, r.status, r.attempt, r.duration_ms, r.platform, r.outcome, r.quality, r.request_model, r.answer_model, r.endpoint, r.session,
  r.request_id, r.message_id, r.workspace_id, r.error_type, r.stop_reason, r.tags, r.raw_usage
FROM page
CROSS JOIN LATERAL (
  -- LIMIT keeps this a look-up by primary key in one partition. 64 is LINES_MAX; more is never stored.
  SELECT * FROM access_key_usage u
  WHERE u.access_key_id = page.access_key_id AND u.event_id = page.event_id AND u.occur_time = page.occur_time
  ORDER BY u.line
  LIMIT 1024
) AS r
LEFT JOIN access_key k ON k.id = r.access_key_id
LEFT JOIN ledger_user ON ledger_user.id = r.user_id
ORDER BY r.event_id DESC, r.access_key_id DESC, r.line;
