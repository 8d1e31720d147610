-- $1 kind   $2 price version   $3 actor   $4 reason   $5 run that is undone, or null
-- Returns id.
INSERT INTO price_run (kind, price_version, actor, reason, undone_run_id)
VALUES ($1::text, $2::integer, $3::text, $4::text, $5::bigint)
RETURNING id::text;
