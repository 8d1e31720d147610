-- The edition in force now. Nothing keeps the next one from being made: for reading, not for pricing.
-- Returns version, or null.
SELECT max(version) AS version FROM price_version;
