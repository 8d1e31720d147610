-- Who adds a quota counts them first: one at a time, until the transaction ends.
SELECT count(*)::integer AS quota_count
FROM quota, pg_advisory_xact_lock(hashtextextended('tokenledger.quotas', 0));
