-- Puts records aside. The same content under the same identity for the same reason is one row, however often it comes.
--
-- One element a record: $1 access_key_id   $2 event_id   $3 payload_hash   $4 reason   $5 detail   $6 record, JSON
-- Returns one row: put_count, how many were not there before.
WITH put AS (
  INSERT INTO usage_dead_letter (access_key_id, event_id, payload_hash, reason, detail, record)
  SELECT d.*
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::json[])
    AS d (access_key_id, event_id, payload_hash, reason, detail, record)
  ORDER BY access_key_id COLLATE "C", event_id COLLATE "C", payload_hash COLLATE "C", reason COLLATE "C"
  ON CONFLICT DO NOTHING
  RETURNING id
)
SELECT count(*)::integer AS put_count FROM put;
