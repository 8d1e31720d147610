-- Notes statistics cells for Redis, in the transaction that changed or read them. Sorted: two transactions that note the same cells wait for each other
-- in one order. The newer revision stays.
--
-- $1 json  cells, as the commit statements return them
-- Returns count.
WITH noted AS (
  INSERT INTO unmirrored_cell AS u (dimension_type, dimension_id, period_type, period_start, revision, totals)
  SELECT
    (c ->> 'dimension_type')::usage_dimension AS dimension_type,
    (c ->> 'dimension_id')::bigint AS dimension_id,
    (c ->> 'period_type')::usage_period AS period_type,
    to_timestamp((c ->> 'period_start_ms')::bigint / 1000.0) AS period_start,
    (c ->> 'revision')::bigint,
    c
  FROM jsonb_array_elements($1::jsonb) AS c
  ORDER BY 1, 2, 3, 4
  ON CONFLICT (dimension_type, dimension_id, period_type, period_start) DO UPDATE SET
    revision = excluded.revision,
    totals = excluded.totals
  WHERE u.revision < excluded.revision
  RETURNING 1
)
SELECT count(*)::integer AS count FROM noted;
