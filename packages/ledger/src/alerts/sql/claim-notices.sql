-- Takes due notices: nobody else gets them before the new due time. Those of removed channels stay where they are.
--
-- $1 now (epoch milliseconds)
-- $2 how long they are taken for (milliseconds)
-- $3 most
WITH due AS (
  SELECT d.id
  FROM alert_delivery d
  JOIN alert_channel c ON c.id = d.channel_id AND c.remove_time IS NULL
  WHERE d.state = 'waiting' AND d.due_time <= to_timestamp($1::float8 / 1000.0)
  ORDER BY d.due_time, d.id
  LIMIT $3::integer
  FOR UPDATE OF d SKIP LOCKED
)
UPDATE alert_delivery d
SET due_time = to_timestamp(($1::float8 + $2::float8) / 1000.0), attempt_count = d.attempt_count + 1
FROM due, alert_channel c
WHERE d.id = due.id AND c.id = d.channel_id
RETURNING d.id::text, d.channel_id::text, c.sealed_details, d.notice, d.attempt_count;
