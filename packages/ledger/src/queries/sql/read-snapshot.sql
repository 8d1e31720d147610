-- What this transaction sees, and when it began (epoch milliseconds).
SELECT pg_current_snapshot()::text AS snapshot, floor(extract(epoch FROM now()) * 1000)::float8 AS now_ms;
