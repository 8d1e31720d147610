-- Names of the users of these ids ($1 bigint[]).
SELECT id::text, name FROM ledger_user WHERE id = ANY ($1::bigint[]);
