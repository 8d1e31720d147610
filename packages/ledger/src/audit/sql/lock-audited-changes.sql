-- One audited change at a time, until its transaction ends. Two that read before they write would else wait for each other.
SELECT pg_advisory_xact_lock(hashtextextended('tokenledger.audited_change', 0));
