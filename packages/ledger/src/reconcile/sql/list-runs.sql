-- The newest 100 comparisons.
SELECT id::text, bucket, range_start, range_end, start_time, actor, refreshed_until, gap_count
FROM reconcile_run
ORDER BY reconcile_run.id DESC
LIMIT 100;
