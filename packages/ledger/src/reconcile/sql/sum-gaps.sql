-- Sums the gaps of bucket $1 from $2 to $3 (epoch milliseconds), split by period ($4), keys ($5), model ($6), and always by class and kind.
SELECT
  CASE WHEN $4 THEN (extract(epoch FROM period_start) * 1000)::double precision END AS period_start_ms,
  CASE WHEN $5 THEN group_id END AS group_id,
  CASE WHEN $6 THEN nullif(model, '') END AS model,
  cell_class,
  kind,
  sum(quantity)::text AS quantity,
  sum(pico_usd)::text AS pico_usd,
  max(detail) AS detail
FROM reconcile_gap
WHERE bucket = $1 AND period_start >= to_timestamp($2::bigint / 1000.0) AND period_start < to_timestamp($3::bigint / 1000.0)
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1, 2, 3, 4, 5
LIMIT 10000;
