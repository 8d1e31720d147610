-- Open passes of the hours from an instant on ($1, epoch milliseconds), by quota and reason.
SELECT
  nullif(quota_id, 0)::text AS quota_id,
  reason,
  sum(pass_count)::text AS pass_count,
  floor(extract(epoch FROM max(last_time)) * 1000)::float8 AS last_ms
FROM quota_open_pass
WHERE pass_hour >= date_trunc('hour', to_timestamp($1::bigint / 1000.0), 'UTC')
GROUP BY 1, 2
ORDER BY 1, 2;
