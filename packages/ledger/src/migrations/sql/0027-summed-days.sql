-- The breakdown of whole UTC days, by model and by feature. Paid for by models or features of keys and users over weeks: a busy user has thousands of
-- cells of hours a month, and some tens of these. Made by the scheduler, once a day has ended, not by commits: they have as many cells to write as it is.
CREATE TABLE usage_breakdown_day (
  dimension_type                   usage_dimension NOT NULL,
  dimension_id                     bigint NOT NULL,
  label_type                       usage_label NOT NULL CHECK (label_type <> 'user'),
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
  last_update_time                 timestamptz NOT NULL,
  PRIMARY KEY (dimension_type, dimension_id, label_type, period_start, label)
);
-- All keys or users of a day.
CREATE INDEX usage_breakdown_day_period ON usage_breakdown_day (dimension_type, label_type, period_start);

-- Which days were summed, and as of what: the versions (xmin) of the day's rows by model in usage_rollup. Whoever changes a cell of the breakdown writes one
-- of those rows in the same transaction. Where they are other rows by now, the sums are not of this moment, and nobody reads them.
CREATE TABLE usage_summed_day (
  period_start timestamptz PRIMARY KEY,
  as_of        text NOT NULL,
  sum_time     timestamptz NOT NULL DEFAULT now()
);
