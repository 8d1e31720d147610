-- Whether the pass over unpriced lines is still to be made with the newest edition.
-- Returns version, is_due.
SELECT version, unpriced_pass_time IS NULL AS is_due FROM price_version ORDER BY version DESC LIMIT 1;
