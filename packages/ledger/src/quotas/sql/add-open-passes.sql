-- Adds to the record of open passes.
-- $1 quota ids (0: none known), $2 reasons, $3 counts, $4 last times, epoch milliseconds; no two of one quota and reason
INSERT INTO quota_open_pass AS o (quota_id, reason, pass_hour, pass_count, last_time)
SELECT quota_id, reason, date_trunc('hour', last_time, 'UTC'), pass_count, last_time
FROM (
  SELECT quota_id, reason, pass_count, to_timestamp(last_ms / 1000.0) AS last_time
  FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[]) AS p (quota_id, reason, pass_count, last_ms)
) AS passed
ORDER BY quota_id, reason
ON CONFLICT (quota_id, reason, pass_hour) DO UPDATE SET
  pass_count = o.pass_count + excluded.pass_count,
  last_time = greatest(o.last_time, excluded.last_time);
