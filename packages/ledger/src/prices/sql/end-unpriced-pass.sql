-- $1 version that every unpriced line has been tried with.
-- Returns version.
UPDATE price_version SET unpriced_pass_time = now() WHERE version = $1::integer RETURNING version;
