-- Takes a UTC day's sums by outcome away, before they are made anew.
--
-- $1  day (epoch milliseconds)
-- Returns no row.
DELETE FROM usage_outcome_day
WHERE label_type IN ('model', 'feature') AND period_start = to_timestamp($1::bigint / 1000.0);
