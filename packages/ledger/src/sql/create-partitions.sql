-- Makes what is missing of the months from the one $1 (epoch milliseconds) lies in, $2 of them. Safe to repeat.
SELECT partition_name AS name, result
FROM create_usage_partitions((to_timestamp($1::bigint / 1000.0) AT TIME ZONE 'UTC')::date, $2::integer);
