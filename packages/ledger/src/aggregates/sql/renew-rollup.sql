-- Makes one of a UTC day's rows by model another version, so that sums of the day's breakdown are not taken for those of this moment (usage_summed_day).
-- For whoever changes cells of the breakdown without adding to everybody's sums. Waits for those who do: after the cells are locked, as in a commit.
--
-- $1  day (epoch milliseconds)
-- Returns no row.
UPDATE usage_rollup AS r
SET last_update_time = now()
FROM (
  SELECT label
  FROM usage_rollup
  WHERE label_type = 'model' AND period_type = 'day' AND period_start = to_timestamp($1::bigint / 1000.0)
  ORDER BY label COLLATE "C"
  LIMIT 1
) AS first
WHERE r.label_type = 'model' AND r.period_type = 'day' AND r.period_start = to_timestamp($1::bigint / 1000.0) AND r.label = first.label;
