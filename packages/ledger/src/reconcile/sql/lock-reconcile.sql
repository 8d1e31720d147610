-- One comparison is kept at a time: two that replaced the same range would meet in its primary key. Held until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended('tokenledger.reconcile', 0));
