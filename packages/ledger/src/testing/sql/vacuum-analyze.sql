-- What autovacuum does in its time.
VACUUM ANALYZE access_key_usage, user_usage, usage_statistics, usage_breakdown, usage_rollup;
