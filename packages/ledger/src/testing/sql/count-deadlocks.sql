-- Deadlocks PostgreSQL broke in this database since it was made. Statistics of ended transactions arrive late: they are asked for first.
SELECT deadlocks::text
FROM pg_stat_database, pg_stat_clear_snapshot()
WHERE datname = current_database();
