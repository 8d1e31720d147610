-- The newest UTC day before an instant that is not summed, or was changed since and has rested. A day without usage is none. Where its rows were dropped,
-- no more sums by outcome can be made.
--
-- $1  the day has ended by then (epoch milliseconds)   $2 how long ago its last summing must be, in milliseconds
-- Returns day_ms, its start, as text, and whether it lacks_breakdown and lacks_outcomes; no row where all are summed.
SELECT (extract(epoch FROM current.period_start) * 1000)::bigint::text AS day_ms, lacks_breakdown, lacks_outcomes
FROM usage_day_version AS current
LEFT JOIN usage_summed_day AS summed USING (period_start)
CROSS JOIN LATERAL (
  SELECT
    summed.as_of IS DISTINCT FROM current.as_of AS lacks_breakdown,
    summed.outcomes_as_of IS DISTINCT FROM current.as_of AS lacks_outcomes,
    EXISTS (
      SELECT FROM usage_dropped_month AS dropped
      WHERE current.period_start >= dropped.month_start AND current.period_start < dropped.month_end
    ) AS is_dropped
) AS found
WHERE current.period_start <= to_timestamp($1::bigint / 1000.0) - interval '24 hours'
  AND (lacks_breakdown OR (lacks_outcomes AND NOT is_dropped))
  AND (summed.sum_time IS NULL OR summed.sum_time <= now() - make_interval(secs => $2::float8 / 1000))
ORDER BY current.period_start DESC
LIMIT 1;
