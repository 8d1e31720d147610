-- Drops the single calls of the month that starts at $1, and notes it at $2 (epoch milliseconds). Sums stay.
SELECT drop_usage_month(to_timestamp($1::bigint / 1000.0), to_timestamp($2::bigint / 1000.0))::text AS record_count;
