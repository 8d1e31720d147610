-- Whether the ledger can be written to: a standby, and a primary that was demoted, say no.
SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS read_only;
