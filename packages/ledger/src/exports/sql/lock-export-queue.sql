-- One claim at a time, so that the count of running exports holds. Until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended('tokenledger.exports', 0));
