-- Notes an attempt. What another process settled as delivered stays delivered.
--
-- $1 delivery id
-- $2 the attempt
-- $3 now (epoch milliseconds)
-- $4 state
-- $5 when to try again (epoch milliseconds), or null
UPDATE alert_delivery
SET
  attempts = attempts || $2::jsonb,
  state = CASE state WHEN 'delivered' THEN state ELSE $4::text END,
  due_time = CASE state WHEN 'delivered' THEN NULL ELSE to_timestamp($5::float8 / 1000.0) END,
  finish_time = CASE
    WHEN state = 'delivered' THEN finish_time
    WHEN $4::text <> 'waiting' THEN to_timestamp($3::float8 / 1000.0)
  END
WHERE id = $1::uuid
RETURNING id::text;
