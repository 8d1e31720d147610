-- For tests: what somebody with all rights may do, until the transaction ends.
SELECT set_config('session_replication_role', 'replica', true);
