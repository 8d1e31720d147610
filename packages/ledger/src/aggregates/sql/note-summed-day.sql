-- Notes what a UTC day's sums are as of: the versions of its rows, as this transaction sees them.
--
-- $1  day (epoch milliseconds)
-- Returns no row.
INSERT INTO usage_summed_day (period_start, as_of)
SELECT period_start, as_of
FROM usage_day_version
WHERE period_start = to_timestamp($1::bigint / 1000.0)
ON CONFLICT (period_start) DO UPDATE SET as_of = excluded.as_of, sum_time = excluded.sum_time;
