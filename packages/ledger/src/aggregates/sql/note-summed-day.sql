-- Notes what a UTC day's sums are as of: the versions of its rows by model in usage_rollup, as this transaction sees them.
--
-- $1  day (epoch milliseconds)
-- Returns no row.
INSERT INTO usage_summed_day (period_start, as_of)
SELECT period_start, string_agg(xmin::text, ' ' ORDER BY label COLLATE "C")
FROM usage_rollup
WHERE label_type = 'model' AND period_type = 'day' AND period_start = to_timestamp($1::bigint / 1000.0)
GROUP BY period_start
ON CONFLICT (period_start) DO UPDATE SET as_of = excluded.as_of, sum_time = excluded.sum_time;
