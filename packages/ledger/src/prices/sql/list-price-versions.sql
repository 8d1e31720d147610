-- Editions of the price book, newest first.
SELECT
  v.version,
  v.actor,
  v.reason,
  (extract(epoch FROM v.create_time) * 1000)::bigint::text AS create_ms,
  (SELECT count(*) FROM model_price p WHERE p.added_version = v.version)::integer AS added_count,
  (SELECT count(*) FROM model_price p WHERE p.removed_version = v.version)::integer AS removed_count
FROM price_version v
ORDER BY v.version DESC
LIMIT 1000;
