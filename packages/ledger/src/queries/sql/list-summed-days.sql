-- UTC days whose sums in usage_breakdown_day are of this moment.
--
-- $1, $2  days from, and no more (epoch milliseconds)
-- Returns day_ms, the start of each, as text.
SELECT (extract(epoch FROM summed.period_start) * 1000)::bigint::text AS day_ms
FROM usage_summed_day AS summed
JOIN (
  SELECT period_start, string_agg(xmin::text, ' ' ORDER BY label COLLATE "C") AS as_of
  FROM usage_rollup
  WHERE label_type = 'model' AND period_type = 'day'
    AND period_start >= to_timestamp($1::bigint / 1000.0) AND period_start < to_timestamp($2::bigint / 1000.0)
  GROUP BY period_start
) AS current USING (period_start)
WHERE summed.as_of = current.as_of;
