-- What the ledger takes on disk so far, with its indexes, and how much was ever written to the log. One row.
SELECT
  (
    SELECT sum(pg_total_relation_size(tree.relid))
    FROM unnest(ARRAY['access_key_usage', 'user_usage']) AS parent (name)
    CROSS JOIN LATERAL pg_partition_tree(parent.name::regclass) AS tree
    WHERE tree.isleaf
  )::float8 AS table_bytes,
  (pg_total_relation_size('usage_statistics') + pg_total_relation_size('usage_breakdown'))::float8 AS sum_bytes,
  (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8 AS log_bytes;
