-- Sums the complete cells of bucket $1 from $2 to $3 (epoch milliseconds), split by period ($4), keys ($5), model ($6), and always by class.
SELECT
  CASE WHEN $4 THEN (extract(epoch FROM period_start) * 1000)::double precision END AS period_start_ms,
  CASE WHEN $5 THEN group_id END AS group_id,
  CASE WHEN $6 THEN nullif(model, '') END AS model,
  cell_class,
  sum(reported)::text AS reported,
  sum(captured)::text AS captured,
  sum(matched)::text AS matched
FROM reconcile_cell
WHERE bucket = $1 AND is_complete
  AND period_start >= to_timestamp($2::bigint / 1000.0) AND period_start < to_timestamp($3::bigint / 1000.0)
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4
LIMIT 10000;
