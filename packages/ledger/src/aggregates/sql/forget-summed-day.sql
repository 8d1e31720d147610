-- Takes a UTC day's sums away, before they are made anew.
--
-- $1  day (epoch milliseconds)
-- Returns no row.
DELETE FROM usage_breakdown_day
WHERE dimension_type IN ('access_key', 'user') AND label_type IN ('model', 'feature') AND period_start = to_timestamp($1::bigint / 1000.0);
