-- Notes a comparison: $1 bucket, $2 to $3 its range and $4 its start (epoch milliseconds), $5 who asked, $6 until when Anthropic's figures were complete, $7 gaps.
INSERT INTO reconcile_run (bucket, range_start, range_end, start_time, actor, refreshed_until, gap_count)
VALUES (
  $1, to_timestamp($2::bigint / 1000.0), to_timestamp($3::bigint / 1000.0), to_timestamp($4::bigint / 1000.0), $5,
  to_timestamp($6::bigint / 1000.0), $7
)
RETURNING id::text;
