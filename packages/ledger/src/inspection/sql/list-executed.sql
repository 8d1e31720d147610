-- The migrations that were run on this database, oldest first.
SELECT name FROM ledger_migration ORDER BY id;
