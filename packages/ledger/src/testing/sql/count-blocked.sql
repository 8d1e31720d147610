-- How many sessions of this database wait for any lock.
SELECT count(*)::integer AS blocked
FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock';
