-- Forgets what earlier comparisons of bucket $1 found from $2 to $3 (epoch milliseconds).
WITH gone AS (
  DELETE FROM reconcile_gap
  WHERE bucket = $1 AND period_start >= to_timestamp($2::bigint / 1000.0) AND period_start < to_timestamp($3::bigint / 1000.0)
)
DELETE FROM reconcile_cell
WHERE bucket = $1 AND period_start >= to_timestamp($2::bigint / 1000.0) AND period_start < to_timestamp($3::bigint / 1000.0);
