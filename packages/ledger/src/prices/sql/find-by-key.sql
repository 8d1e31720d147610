-- Until this transaction ends, rows are found by their keys. An UPDATE cannot say so itself (no LIMIT), and where the planner has no figures of
-- a partition yet it reads whole months to change one page of lines.
-- Returns settings.
SELECT set_config('enable_hashjoin', 'off', true)
  || set_config('enable_mergejoin', 'off', true)
  || set_config('enable_seqscan', 'off', true) AS settings;
