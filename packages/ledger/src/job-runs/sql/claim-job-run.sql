-- Takes a slot of a job, or leaves it to whoever has it. One row a slot: of any number of schedulers that insert it at once, one gets the row;
-- the others wait for it and find it alive. The clock is PostgreSQL's alone: the schedulers' own clocks are not compared.
--
-- $1 job   $2 slot, epoch milliseconds   $3 owner   $4 milliseconds of silence after which an owner is dead
-- $5 most tries of a slot   $6 milliseconds to wait after a failed try, times the number of tries
-- Returns attempt; no row where the slot is not this owner's to run.
INSERT INTO job_run AS r (job, slot, owner)
SELECT $1::text, to_timestamp($2::bigint / 1000.0), $3::text
WHERE NOT EXISTS (
  SELECT
  FROM job_run AS other
  WHERE other.job = $1::text
    AND (
      -- A newer slot covers what an older one would have done.
      other.slot > to_timestamp($2::bigint / 1000.0)
      OR (
        other.slot < to_timestamp($2::bigint / 1000.0)
        AND other.finish_time IS NULL
        AND other.heartbeat_time > now() - make_interval(secs => $4::integer / 1000.0)
      )
    )
)
ON CONFLICT (job, slot) DO UPDATE SET
  owner = excluded.owner,
  attempt = r.attempt + 1,
  start_time = now(),
  heartbeat_time = now(),
  finish_time = NULL,
  outcome = NULL,
  error = NULL
WHERE r.attempt < $5::integer
  AND CASE
    WHEN r.finish_time IS NULL THEN r.heartbeat_time <= now() - make_interval(secs => $4::integer / 1000.0)
    ELSE r.outcome = 'failed' AND r.finish_time <= now() - make_interval(secs => r.attempt * $6::integer / 1000.0)
  END
RETURNING r.attempt;
