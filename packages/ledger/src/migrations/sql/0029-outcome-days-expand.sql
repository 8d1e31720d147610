-- Everybody's sums of whole UTC days, told apart by how requests ended. Paid for by failed requests over weeks, which only rows told: a hundred thousand of
-- them among ten million. Made by the scheduler, once a day has ended, as usage_breakdown_day is. Where rows are dropped later they stay, as all sums do.
CREATE TABLE usage_outcome_day (
  label_type                       usage_label NOT NULL CHECK (label_type <> 'user'),
  period_start                     timestamptz NOT NULL,
  label                            text NOT NULL,
  outcome                          usage_outcome NOT NULL,
  quality                          usage_quality NOT NULL,
  -- 0: none.
  status                           smallint NOT NULL,
  total_input_tokens               bigint NOT NULL,
  total_cache_write_5m_tokens      bigint NOT NULL,
  total_cache_write_1h_tokens      bigint NOT NULL,
  total_cache_write_unsplit_tokens bigint NOT NULL,
  total_cache_read_input_tokens    bigint NOT NULL,
  total_output_tokens              bigint NOT NULL,
  total_requests                   bigint NOT NULL,
  total_cost_pico_usd              numeric(38, 0) NOT NULL,
  total_unpriced_requests          bigint NOT NULL,
  last_update_time                 timestamptz NOT NULL,
  PRIMARY KEY (label_type, period_start, label, outcome, quality, status)
);

-- As of what a day's sums by outcome are; null: they were not made. On its own, since the version before sums days without them.
ALTER TABLE usage_summed_day ADD COLUMN outcomes_as_of text;
