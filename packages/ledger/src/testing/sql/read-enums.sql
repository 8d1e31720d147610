-- Every enum of the ledger with its labels in order.
SELECT t.typname AS name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
FROM pg_enum e
JOIN pg_type t ON t.oid = e.enumtypid
GROUP BY t.typname;
