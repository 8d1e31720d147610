-- A rule to be judged, held until the transaction ends. No row: another process holds it, or it is not to be judged.
--
-- $1 rule id
SELECT
  id::text,
  name,
  condition,
  filter,
  group_by,
  channel_ids::text[] AS channel_ids,
  (extract(epoch FROM mute_until) * 1000)::float8 AS mute_until_ms
FROM alert_rule
WHERE id = $1::bigint AND is_enabled AND remove_time IS NULL
FOR UPDATE SKIP LOCKED;
