-- Whether this database was ever migrated.
SELECT to_regclass('ledger_migration') IS NOT NULL AS is_there;
