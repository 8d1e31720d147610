-- Notes what a UTC day's sums by outcome are as of, as this transaction sees it, where they come to what everybody's cells of the day do. They do not where
-- rows of the day were dropped before it was summed; then only what is left of the rows is told.
--
-- $1  day (epoch milliseconds)
-- Returns no row.
WITH counted AS (
  SELECT label_type, sum(total_requests) AS requests, sum(total_input_tokens + total_output_tokens) AS tokens, sum(total_cost_pico_usd) AS cost
  FROM usage_outcome_day
  WHERE label_type IN ('model', 'feature') AND period_start = to_timestamp($1::bigint / 1000.0)
  GROUP BY label_type
), held AS (
  SELECT label_type, sum(total_requests) AS requests, sum(total_input_tokens + total_output_tokens) AS tokens, sum(total_cost_pico_usd) AS cost
  FROM usage_rollup
  WHERE label_type IN ('model', 'feature') AND period_type = 'day' AND period_start = to_timestamp($1::bigint / 1000.0)
  GROUP BY label_type
)
UPDATE usage_summed_day
SET outcomes_as_of = CASE
  WHEN NOT EXISTS ((TABLE counted EXCEPT TABLE held) UNION ALL (TABLE held EXCEPT TABLE counted))
  THEN (SELECT as_of FROM usage_day_version WHERE period_start = to_timestamp($1::bigint / 1000.0))
END
WHERE period_start = to_timestamp($1::bigint / 1000.0);
