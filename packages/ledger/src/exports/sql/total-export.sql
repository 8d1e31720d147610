-- What the lines of an export sum to: the same lines that page-export.sql gives, page by page.
--
-- $1 access key ids, $2 user ids, or null for all   $3, $4 first instant, first instant no more (epoch milliseconds)
-- $5, $6 the same as bounds of event ids   $7, $8 event id and access key id of the last record counted, or null for all
-- $9 models, $10 features, or null for all   $11 outcomes, or null   $12 request id, or null   $13 message id, or null
-- $14 qualities, or null   $15 statuses, or null; 0 is none
SELECT
  count(*)::text AS rows,
  count(*) FILTER (WHERE line = 0)::text AS requests,
  coalesce(sum(input_tokens), 0)::text AS input,
  coalesce(sum(cache_creation_input_tokens), 0)::text AS cache_creation,
  coalesce(sum(cache_read_input_tokens), 0)::text AS cache_read,
  coalesce(sum(output_tokens), 0)::text AS output,
  coalesce(sum(cost_pico_usd), 0)::text AS cost,
  count(*) FILTER (WHERE is_unpriced)::text AS unpriced
FROM access_key_usage u
CROSS JOIN LATERAL (
  -- As in the cells: a record is unpriced, at its line 0, while any of its lines is.
  SELECT u.line = 0 AND (
    u.cost_pico_usd IS NULL OR (
      u.further_models IS NOT NULL AND EXISTS (
        SELECT FROM access_key_usage n
        WHERE n.cost_pico_usd IS NULL AND n.event_id = u.event_id AND n.access_key_id = u.access_key_id AND n.occur_time = u.occur_time
      )
    )
  ) AS is_unpriced
) AS record
WHERE ($1::bigint[] IS NULL OR u.access_key_id = ANY ($1))
  AND ($2::bigint[] IS NULL OR u.user_id = ANY ($2))
  AND u.occur_time >= to_timestamp($3::bigint / 1000.0) AND u.occur_time < to_timestamp($4::bigint / 1000.0)
  AND u.event_id >= $5::uuid AND u.event_id < $6::uuid
  AND ($7::uuid IS NULL OR (u.event_id, u.access_key_id) <= ($7::uuid, $8::bigint))
  AND ($9::text[] IS NULL OR coalesce(u.model, '') = ANY ($9))
  AND ($10::text[] IS NULL OR coalesce(u.feature, '') = ANY ($10))
  AND (
    num_nonnulls($11::usage_outcome[], $12::text, $13::text, $14::usage_quality[], $15::integer[]) = 0
    OR EXISTS (
      SELECT FROM access_key_usage f
      WHERE f.access_key_id = u.access_key_id AND f.event_id = u.event_id AND f.line = 0 AND f.occur_time = u.occur_time
        AND ($11::usage_outcome[] IS NULL OR f.outcome = ANY ($11))
        AND ($12::text IS NULL OR f.request_id = $12)
        AND ($13::text IS NULL OR f.message_id = $13)
        AND ($14::usage_quality[] IS NULL OR f.quality = ANY ($14))
        AND ($15::integer[] IS NULL OR coalesce(f.status, 0) = ANY ($15))
    )
  );
