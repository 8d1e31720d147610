-- Forgets cells that Redis knows, unless they changed again. What a transaction notes anew this moment is passed over, not waited for: its change is newer.
--
-- $1 json  cells, as the commit statements return them
-- Returns count.
WITH known AS MATERIALIZED (
  SELECT u.dimension_type, u.dimension_id, u.period_type, u.period_start
  FROM jsonb_array_elements($1::jsonb) AS c
  JOIN unmirrored_cell u ON
    u.dimension_type = (c ->> 'dimension_type')::usage_dimension
    AND u.dimension_id = (c ->> 'dimension_id')::bigint
    AND u.period_type = (c ->> 'period_type')::usage_period
    AND u.period_start = to_timestamp((c ->> 'period_start_ms')::bigint / 1000.0)
  WHERE u.revision <= (c ->> 'revision')::bigint
  FOR UPDATE OF u SKIP LOCKED
), forgotten AS (
  DELETE FROM unmirrored_cell
  USING known
  WHERE unmirrored_cell.dimension_type = known.dimension_type
    AND unmirrored_cell.dimension_id = known.dimension_id
    AND unmirrored_cell.period_type = known.period_type
    AND unmirrored_cell.period_start = known.period_start
  RETURNING 1
)
SELECT count(*)::integer AS count FROM forgotten;
