-- Comparisons of the counters with the ledger, newest first. $1 most rows
SELECT
  id::text, cause, (extract(epoch FROM start_time) * 1000)::bigint AS start_ms, (extract(epoch FROM finish_time) * 1000)::bigint AS finish_ms,
  cell_count, reseeded_count, late_count, drift_count, pend_wrong_count, examples
FROM counter_check
ORDER BY id DESC
LIMIT $1::integer;
