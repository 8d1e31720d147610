-- Statistics cells that changed past Redis, until its counters have them: written with the change, so that no end of a process forgets them.
CREATE TABLE unmirrored_cell (
  dimension_type usage_dimension NOT NULL,
  dimension_id   bigint NOT NULL,
  period_type    usage_period NOT NULL,
  period_start   timestamptz NOT NULL,
  revision       bigint NOT NULL,
  totals         jsonb NOT NULL,
  PRIMARY KEY (dimension_type, dimension_id, period_type, period_start)
);
