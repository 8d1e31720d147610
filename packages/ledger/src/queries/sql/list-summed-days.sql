-- UTC days whose sums are of this moment.
--
-- $1, $2  days from, and no more (epoch milliseconds)
-- Returns day_ms, the start of each, as text; has_breakdown, has_outcomes: of usage_breakdown_day, of usage_outcome_day.
SELECT
  (extract(epoch FROM period_start) * 1000)::bigint::text AS day_ms,
  summed.as_of = current.as_of AS has_breakdown,
  summed.outcomes_as_of IS NOT DISTINCT FROM current.as_of AS has_outcomes
FROM usage_summed_day AS summed
JOIN usage_day_version AS current USING (period_start)
-- Of the view: bounds of the table would not reach into it, and every day there was would be looked at.
WHERE current.period_start >= to_timestamp($1::bigint / 1000.0) AND current.period_start < to_timestamp($2::bigint / 1000.0);
