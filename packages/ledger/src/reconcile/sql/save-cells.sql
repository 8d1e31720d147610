-- Keeps the cells $3 (JSON) of run $1, bucket $2.
INSERT INTO reconcile_cell (bucket, period_start, group_id, model, cell_class, reported, captured, matched, is_complete, run_id)
SELECT $2, to_timestamp(start_ms / 1000.0), group_id, coalesce(model, ''), cell_class, reported, captured, matched, is_complete, $1::bigint
FROM jsonb_to_recordset($3::jsonb) AS cell (
  start_ms bigint, group_id text, model text, cell_class text, reported numeric, captured numeric, matched numeric, is_complete boolean
);
