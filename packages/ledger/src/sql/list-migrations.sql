-- Names of the migrations this database has been through, in their order.
SELECT name FROM ledger_migration ORDER BY id;
