-- What autovacuum has done to a table that grew slowly.
VACUUM ANALYZE;
