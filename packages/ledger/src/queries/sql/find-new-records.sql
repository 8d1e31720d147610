-- Records stored since an earlier answer: those of transactions that its snapshot did not see. Neither the time of a call nor that of its
-- commit would do: calls arrive late, and of two transactions the earlier one may commit later.
-- Rows are written by transactions, never within a savepoint: a snapshot does not know those by number.
--
-- $1 that snapshot   $2 epoch milliseconds: no transaction it did not see began earlier
-- $3 access key ids, $4 user ids, or null for all   $5 models, $6 features, or null for all; empty text is "none"
-- $7 outcomes, $8 qualities, $9 statuses (0 is none), or null for all   $10 most records
-- Returns the newest calls among them, newest first.
SELECT u.access_key_id::text, u.event_id, floor(extract(epoch FROM u.occur_time) * 1000)::float8 AS occur_ms
FROM access_key_usage u
CROSS JOIN (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next_id) AS clock
CROSS JOIN LATERAL (
  -- A row knows the lower 32 bits of its transaction's number.
  SELECT ((clock.next_id >> 32) << 32) + u.xmin::text::bigint AS number
) AS writer
WHERE u.line = 0
  AND u.create_time >= to_timestamp($2::bigint / 1000.0)
  AND NOT pg_visible_in_snapshot(
    (CASE WHEN writer.number > clock.next_id THEN writer.number - 4294967296 ELSE writer.number END)::text::xid8, $1::pg_snapshot
  )
  AND ($3::bigint[] IS NULL OR u.access_key_id = ANY ($3))
  AND ($4::bigint[] IS NULL OR u.user_id = ANY ($4))
  AND ($5::text[] IS NULL OR coalesce(u.model, '') = ANY ($5) OR u.further_models && $5)
  AND ($6::text[] IS NULL OR coalesce(u.feature, '') = ANY ($6))
  AND ($7::usage_outcome[] IS NULL OR u.outcome = ANY ($7))
  AND ($8::usage_quality[] IS NULL OR u.quality = ANY ($8))
  AND ($9::smallint[] IS NULL OR coalesce(u.status, 0) = ANY ($9))
ORDER BY u.event_id DESC, u.access_key_id DESC
LIMIT $10::integer;
