-- Sums of everybody by UTC hour and by UTC day: by model, by feature, and of what names a user. What a page asks without naming a key or a user. The
-- breakdown holds the same by key and by user, but grows with the traffic: a month of a busy system is millions of its cells, and a few thousand of these.
-- Written by commits, in their transaction. Without a second index: every question is of a range.
CREATE TYPE usage_label AS ENUM ('model', 'feature', 'user');

CREATE TABLE usage_rollup (
  label_type                       usage_label NOT NULL,
  period_type                      usage_period NOT NULL CHECK (period_type <> 'month'),
  period_start                     timestamptz NOT NULL,
  label                            text NOT NULL,
  total_input_tokens               bigint NOT NULL,
  total_cache_write_5m_tokens      bigint NOT NULL,
  total_cache_write_1h_tokens      bigint NOT NULL,
  total_cache_write_unsplit_tokens bigint NOT NULL,
  total_cache_read_input_tokens    bigint NOT NULL,
  total_output_tokens              bigint NOT NULL,
  total_requests                   bigint NOT NULL,
  total_failed_requests            bigint NOT NULL,
  total_cost_pico_usd              numeric(38, 0) NOT NULL,
  total_unpriced_requests          bigint NOT NULL,
  last_update_time                 timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (label_type, period_type, period_start, label)
) WITH (fillfactor = 50);

INSERT INTO usage_rollup
SELECT
  l.label_type,
  p.period_type,
  date_trunc(p.period_type::text, period_start, 'UTC'),
  l.label,
  sum(total_input_tokens),
  sum(total_cache_write_5m_tokens),
  sum(total_cache_write_1h_tokens),
  sum(total_cache_write_unsplit_tokens),
  sum(total_cache_read_input_tokens),
  sum(total_output_tokens),
  sum(total_requests),
  sum(total_failed_requests),
  sum(total_cost_pico_usd),
  sum(total_unpriced_requests),
  max(last_update_time)
FROM usage_breakdown
JOIN LATERAL (
  VALUES ('access_key'::usage_dimension, 'model'::usage_label, model), ('access_key', 'feature', feature), ('user', 'user', '')
) AS l (counted_dimension, label_type, label) ON counted_dimension = dimension_type
CROSS JOIN (VALUES ('hour'::usage_period), ('day')) AS p (period_type)
GROUP BY 1, 2, 3, 4;
