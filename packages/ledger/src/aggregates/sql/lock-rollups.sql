-- Lets one at a time mend everybody's sums, until its transaction ends.
-- Returns count.
SELECT count(*)::integer AS count FROM (SELECT pg_advisory_xact_lock(hashtext('usage_rollup'))) AS locked;
