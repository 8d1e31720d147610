-- Applied runs, newest first.
--
-- $1 run id, or null for all
SELECT
  id::text,
  kind,
  price_version,
  actor,
  reason,
  (extract(epoch FROM start_time) * 1000)::bigint::text AS start_ms,
  (extract(epoch FROM finish_time) * 1000)::bigint::text AS finish_ms,
  line_count::text,
  difference_pico_usd::text,
  undone_run_id::text
FROM price_run
WHERE $1::bigint IS NULL OR id = $1::bigint
ORDER BY price_run.id DESC
LIMIT 1000;
