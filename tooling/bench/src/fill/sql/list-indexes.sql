-- How to drop and to make again the indexes and keys of the tables that are filled, in the order of making: rows that come in no order are
-- faster without them.
--
-- Returns table_name, drop_text, make_text.
SELECT
  i.indrelid::regclass::text AS table_name,
  CASE WHEN c.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
    ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', i.indrelid::regclass, c.conname) END AS drop_text,
  CASE WHEN c.oid IS NULL THEN replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') -- With its partitions.
    ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) END AS make_text
FROM pg_index i
LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u') AND c.conrelid = i.indrelid
WHERE i.indrelid IN ('access_key_usage'::regclass, 'user_usage'::regclass, 'usage_statistics'::regclass, 'usage_breakdown'::regclass)
ORDER BY i.indrelid, i.indexrelid;
