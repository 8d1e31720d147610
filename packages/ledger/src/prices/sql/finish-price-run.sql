-- $1 run id
-- Returns id.
UPDATE price_run SET finish_time = now() WHERE id = $1::bigint RETURNING id::text;
