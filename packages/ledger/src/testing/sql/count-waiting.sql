-- How many sessions of this database wait for an advisory lock.
SELECT count(*)::integer AS waiting
FROM pg_locks
WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
