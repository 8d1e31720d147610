-- Empties what commits write, so that the next scenario starts from nothing. Keys and users stay: servers remember them.
TRUNCATE access_key_usage, user_usage, usage_statistics, usage_breakdown, usage_rollup, usage_breakdown_day, usage_outcome_day, usage_summed_day, usage_dead_letter
