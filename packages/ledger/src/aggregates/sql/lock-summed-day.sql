-- Lets one at a time sum a UTC day, until its transaction ends. Does not wait.
--
-- $1  day (epoch milliseconds)
-- Returns is_mine.
SELECT pg_try_advisory_xact_lock(hashtext('usage_summed_day'), ($1::bigint / 86400000)::integer) AS is_mine;
