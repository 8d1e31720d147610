-- Locks all lines of records, in one order for everybody. Read them by the next statement: this one's snapshot is older than its locks.
--
-- One element a record: $1 access_key_id   $2 event_id
-- Returns line_count.
WITH given AS MATERIALIZED (
  SELECT access_key_id, event_id
  FROM unnest($1::bigint[], $2::uuid[]) AS g (access_key_id, event_id)
  ORDER BY access_key_id, event_id
), locked AS MATERIALIZED (
  SELECT row_of.line
  FROM given
  CROSS JOIN LATERAL (
    -- LIMIT keeps this a look-up by primary key in one partition. 64 is LINES_MAX; more is never stored.
    SELECT u.line
    FROM access_key_usage u
    WHERE u.access_key_id = given.access_key_id AND u.event_id = given.event_id
      AND u.occur_time = uuid_extract_timestamp(given.event_id)
    ORDER BY u.line
    LIMIT 1024
    FOR UPDATE
  ) AS row_of
)
SELECT count(*)::integer AS line_count FROM locked;
