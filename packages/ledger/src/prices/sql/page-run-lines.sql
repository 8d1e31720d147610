-- The next lines that a run changed, with what they cost before and after.
--
-- $1 run id   $2, $3, $4 event id, access key id and line of the last one of the page before, or the smallest   $5 most lines
SELECT
  access_key_id::text,
  event_id,
  line,
  old_cost_pico_usd::text AS old_cost,
  old_price_version,
  new_cost_pico_usd::text AS new_cost,
  new_price_version
FROM price_run_line
WHERE run_id = $1::bigint AND (event_id, access_key_id, line) > ($2::uuid, $3::bigint, $4::smallint)
ORDER BY event_id, access_key_id, line
LIMIT $5::integer;
