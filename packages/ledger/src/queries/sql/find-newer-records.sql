-- Which records are one page, forward in time: their identities, oldest first.
-- An event id starts with its time, so ascending by event id is ascending by time, straight off the indexes.
--
-- $1 access key ids, or null for all   $2 user ids, or null for all
-- $3, $4  first instant, first instant no more (epoch milliseconds)
-- $5, $6  the same as bounds of event ids
-- $7, $8  event id and access key id of the record the page begins above, or null
-- $9 models, $10 features, or null for all; empty text is "none"   $11 outcomes, or null for all
-- $12 request id, or null   $13 message id, or null   $14 most records
-- $15 qualities, $16 statuses (0 is none), or null for all   $17 event id, or null
-- $18 the least of the statuses where all are of failures, else null; so that the index of failures serves them
SELECT page.access_key_id::text, page.event_id, floor(extract(epoch FROM page.occur_time) * 1000)::float8 AS occur_ms
FROM (
  -- Of given keys, each gives its oldest, and the oldest of those are the page.
  (
    SELECT oldest_next.access_key_id, oldest_next.event_id, oldest_next.occur_time
    FROM unnest($1::bigint[]) AS given (id)
    CROSS JOIN LATERAL (
      SELECT u.access_key_id, u.event_id, u.occur_time
      FROM access_key_usage u
      WHERE u.access_key_id = given.id AND u.line = 0
        AND u.occur_time >= to_timestamp($3::bigint / 1000.0) AND u.occur_time < to_timestamp($4::bigint / 1000.0)
        AND u.event_id >= $5::uuid AND u.event_id < $6::uuid
        AND ($7::uuid IS NULL OR (u.event_id, u.access_key_id) > ($7::uuid, $8::bigint))
        AND ($9::text[] IS NULL OR u.model = ANY ($9) OR (u.model IS NULL AND '' = ANY ($9)) OR u.further_models && $9)
        AND ($10::text[] IS NULL OR u.feature = ANY ($10) OR (u.feature IS NULL AND '' = ANY ($10)))
        AND ($11::usage_outcome[] IS NULL OR u.outcome = ANY ($11))
        AND ($15::usage_quality[] IS NULL OR u.quality = ANY ($15))
        AND ($16::smallint[] IS NULL OR coalesce(u.status, 0) = ANY ($16))
        AND ($17::uuid IS NULL OR u.event_id = $17)
        AND ($12::text IS NULL OR u.request_id = $12)
        AND ($13::text IS NULL OR u.message_id = $13)
      ORDER BY u.event_id
      LIMIT $14::integer
    ) AS oldest_next
    WHERE $2::bigint[] IS NULL
  )
  UNION ALL
  -- Of given users, likewise.
  (
    SELECT oldest_next.access_key_id, oldest_next.event_id, oldest_next.occur_time
    FROM unnest($2::bigint[]) AS given (id)
    CROSS JOIN LATERAL (
      SELECT u.access_key_id, u.event_id, u.occur_time
      FROM user_usage u
      WHERE u.user_id = given.id AND u.line = 0 AND ($1::bigint[] IS NULL OR u.access_key_id = ANY ($1))
        AND u.occur_time >= to_timestamp($3::bigint / 1000.0) AND u.occur_time < to_timestamp($4::bigint / 1000.0)
        AND u.event_id >= $5::uuid AND u.event_id < $6::uuid
        AND ($7::uuid IS NULL OR (u.event_id, u.access_key_id) > ($7::uuid, $8::bigint))
        AND ($9::text[] IS NULL OR u.model = ANY ($9) OR (u.model IS NULL AND '' = ANY ($9)) OR u.further_models && $9)
        AND ($10::text[] IS NULL OR u.feature = ANY ($10) OR (u.feature IS NULL AND '' = ANY ($10)))
        AND ($11::usage_outcome[] IS NULL OR u.outcome = ANY ($11))
        AND ($15::usage_quality[] IS NULL OR u.quality = ANY ($15))
        AND ($16::smallint[] IS NULL OR coalesce(u.status, 0) = ANY ($16))
        AND ($17::uuid IS NULL OR u.event_id = $17)
        AND ($12::text IS NULL OR u.request_id = $12)
        AND ($13::text IS NULL OR u.message_id = $13)
      ORDER BY u.event_id, u.access_key_id
      LIMIT $14::integer
    ) AS oldest_next
  )
  UNION ALL
  -- Of all.
  (
    SELECT u.access_key_id, u.event_id, u.occur_time
    FROM access_key_usage u
    WHERE $1::bigint[] IS NULL AND $2::bigint[] IS NULL AND u.line = 0
      AND u.occur_time >= to_timestamp($3::bigint / 1000.0) AND u.occur_time < to_timestamp($4::bigint / 1000.0)
      AND u.event_id >= $5::uuid AND u.event_id < $6::uuid
      AND ($7::uuid IS NULL OR (u.event_id, u.access_key_id) > ($7::uuid, $8::bigint))
      AND ($9::text[] IS NULL OR u.model = ANY ($9) OR (u.model IS NULL AND '' = ANY ($9)) OR u.further_models && $9)
      AND ($10::text[] IS NULL OR u.feature = ANY ($10) OR (u.feature IS NULL AND '' = ANY ($10)))
      AND ($11::usage_outcome[] IS NULL OR u.outcome = ANY ($11))
      AND ($15::usage_quality[] IS NULL OR u.quality = ANY ($15))
      AND ($16::smallint[] IS NULL OR coalesce(u.status, 0) = ANY ($16))
      AND ($18::smallint IS NULL OR u.status >= $18)
      AND ($17::uuid IS NULL OR u.event_id = $17)
      AND ($12::text IS NULL OR u.request_id = $12)
      AND ($13::text IS NULL OR u.message_id = $13)
    ORDER BY u.event_id, u.access_key_id
    LIMIT $14::integer
  )
  ORDER BY event_id, access_key_id
  LIMIT $14::integer
) AS page
ORDER BY page.event_id, page.access_key_id;
