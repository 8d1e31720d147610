-- Months whose single calls were dropped, oldest first. Times in epoch milliseconds.
SELECT
  (extract(epoch FROM month_start) * 1000)::bigint::text AS start_ms,
  (extract(epoch FROM month_end) * 1000)::bigint::text AS end_ms,
  record_count::text,
  byte_count::text,
  (extract(epoch FROM drop_time) * 1000)::bigint::text AS drop_ms
FROM usage_dropped_month
ORDER BY month_start;
