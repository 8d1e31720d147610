-- Which scheduler ran which slot of which job, and how it went (decision 0015).
CREATE TABLE job_run (
  job            text NOT NULL,
  slot           timestamptz NOT NULL,
  owner          text NOT NULL,
  attempt        integer NOT NULL DEFAULT 1,
  start_time     timestamptz NOT NULL DEFAULT now(),
  heartbeat_time timestamptz NOT NULL DEFAULT now(),
  finish_time    timestamptz,
  outcome        text CONSTRAINT job_run_outcome CHECK (outcome IN ('done', 'failed')),
  error          text,
  PRIMARY KEY (job, slot)
);
