-- The next records of one access key, oldest first, straight off the primary key.
--
-- $1 access key id   $2, $3 first instant, first instant no more (epoch milliseconds)
-- $4 event id before the first, $5 event id beyond the last   $6 most records
-- Returns access_key_id, event_id.
SELECT access_key_id::text, event_id
FROM access_key_usage
WHERE access_key_id = $1::bigint
  AND line = 0
  AND event_id > $4::uuid
  AND event_id < $5::uuid
  AND occur_time >= to_timestamp($2::bigint / 1000.0)
  AND occur_time < to_timestamp($3::bigint / 1000.0)
ORDER BY event_id
LIMIT $6::integer;
