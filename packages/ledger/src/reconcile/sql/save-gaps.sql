-- Keeps the gaps $3 (JSON) of run $1, bucket $2.
INSERT INTO reconcile_gap (bucket, period_start, group_id, model, cell_class, kind, quantity, pico_usd, detail, run_id)
SELECT $2, to_timestamp(start_ms / 1000.0), group_id, coalesce(model, ''), cell_class, kind, quantity, pico_usd, detail, $1::bigint
FROM jsonb_to_recordset($3::jsonb) AS gap (
  start_ms bigint, group_id text, model text, cell_class text, kind text, quantity numeric, pico_usd numeric, detail text
);
