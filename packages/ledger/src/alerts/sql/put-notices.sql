-- Puts notices into the outbox, one for each channel that is still there.
--
-- $1     channel ids
-- $2     now (epoch milliseconds)
-- $3, $4 one array a column: event id, notice
INSERT INTO alert_delivery (event_id, channel_id, kind, notice, state, due_time, create_time)
SELECT event_id, c.id, notice ->> 'kind', notice, 'waiting', to_timestamp($2::float8 / 1000.0), to_timestamp($2::float8 / 1000.0)
FROM unnest($3::bigint[], $4::jsonb[]) AS n (event_id, notice)
CROSS JOIN alert_channel c
WHERE c.id = ANY ($1::bigint[]) AND c.remove_time IS NULL
ON CONFLICT ON CONSTRAINT alert_delivery_once DO NOTHING
RETURNING id::text;
