-- Goes before a statement: runs it, and says how, as JSON.
EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON)
