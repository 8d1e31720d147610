-- The next records with an unpriced line, oldest first, off the index of unpriced lines.
--
-- $1, $2 event id and access key id of the last record of the page before, or the smallest   $3 most records
-- Returns access_key_id, event_id.
SELECT DISTINCT event_id, access_key_id::text
FROM (
  SELECT event_id, access_key_id
  FROM access_key_usage
  WHERE cost_pico_usd IS NULL AND (event_id, access_key_id) > ($1::uuid, $2::bigint)
  ORDER BY event_id, access_key_id
  LIMIT $3::integer
) AS line
ORDER BY event_id, access_key_id;
