-- How many sessions wait for a lock that another holds.
SELECT count(*)::integer AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock'
