-- Ids of the users of these names ($1 text[]). A name nobody has is missing.
SELECT id::text FROM ledger_user WHERE name = ANY ($1::text[]);
