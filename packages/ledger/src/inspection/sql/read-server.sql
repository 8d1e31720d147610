-- What a server says of itself and of this database. Reads nothing of ours.
--
-- Returns one row. time_zone is what a session gets that asks for none; now_ms is taken as the row is made.
SELECT
  current_setting('server_version') AS version,
  current_setting('server_version_num')::integer AS version_number,
  current_setting('server_encoding') AS encoding,
  (SELECT reset_val FROM pg_settings WHERE name = 'TimeZone') AS time_zone,
  current_setting('transaction_read_only') = 'on' AS is_read_only,
  current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off' AS is_durable,
  to_regclass('ledger_migration') IS NOT NULL AS is_ours,
  to_regclass('access_key_usage') IS NOT NULL AS has_usage,
  (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now_ms;
