-- UTC days whose sums in usage_breakdown_day are of this moment.
--
-- $1, $2  days from, and no more (epoch milliseconds)
-- Returns day_ms, the start of each, as text.
SELECT (extract(epoch FROM period_start) * 1000)::bigint::text AS day_ms
FROM usage_summed_day
JOIN usage_day_version AS current USING (period_start, as_of)
-- Of the view: bounds of the table would not reach into it, and every day there was would be looked at.
WHERE current.period_start >= to_timestamp($1::bigint / 1000.0) AND current.period_start < to_timestamp($2::bigint / 1000.0);
