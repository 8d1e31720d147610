-- Every column of the ledger's tables, as PostgreSQL spells its type. Partitions have their parents' columns.
SELECT c.relname AS table_name, a.attname AS column_name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace
  AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition
  AND c.relname <> 'ledger_migration'
  AND a.attnum > 0
  AND NOT a.attisdropped;
