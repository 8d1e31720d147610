-- One migrator at a time: others wait here (as long as lock_timeout lets them), then find nothing left to do.
-- Held until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended('tokenledger.migrate', 0));
