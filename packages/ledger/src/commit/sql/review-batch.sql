-- Looks again at a batch of which not every content was claimed, in the transaction that committed the rest, by a statement of its own:
-- under READ COMMITTED it sees what other writers committed while the commit statement waited for them.
--
-- One element a distinct content of the batch:
-- $1 access_key_id   $2 event_id   $3 occur_time, epoch milliseconds   $4 payload_hash   $5 user_id
--
-- Returns one row: conflicts, the positions (from 1) of contents that differ from what is stored under their identity;
-- totals, the statistics cells of all of them as they stand, as JSON (numbers as text).
WITH given AS MATERIALIZED (
  SELECT g.*, to_timestamp(occur_ms / 1000.0) AS occur_time
  FROM unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::bytea[], $5::bigint[]) WITH ORDINALITY
    AS g (access_key_id, event_id, occur_ms, payload_hash, user_id, position)
), conflict AS (
  SELECT given.position
  FROM given
  -- LIMIT keeps this a look-up by primary key, one partition each, whatever the planner believes of a month it has no figures for.
  CROSS JOIN LATERAL (
    SELECT u.payload_hash
    FROM access_key_usage u
    WHERE u.access_key_id = given.access_key_id AND u.event_id = given.event_id AND u.line = 0 AND u.occur_time = given.occur_time
    LIMIT 1
  ) AS stored
  WHERE stored.payload_hash <> given.payload_hash
), cell AS MATERIALIZED (
  SELECT DISTINCT d.dimension_type, d.dimension_id, p.period_type, date_trunc(p.period_type::text, given.occur_time, 'UTC') AS period_start
  FROM given
  CROSS JOIN LATERAL (
    VALUES ('access_key'::usage_dimension, access_key_id), ('user'::usage_dimension, user_id)
  ) AS d (dimension_type, dimension_id)
  CROSS JOIN (VALUES ('hour'::usage_period), ('day'::usage_period), ('month'::usage_period)) AS p (period_type)
  WHERE d.dimension_id IS NOT NULL
), totals AS (
  SELECT stored.*
  FROM cell
  CROSS JOIN LATERAL (
    SELECT
      s.dimension_type, s.dimension_id::text, s.period_type, (extract(epoch FROM s.period_start) * 1000)::bigint AS period_start_ms,
      s.total_input_tokens::text, s.total_cache_creation_input_tokens::text, s.total_cache_read_input_tokens::text,
      s.total_output_tokens::text, s.total_requests::text, s.total_cost_pico_usd::text, s.total_unpriced_requests::text, s.revision::text
    FROM usage_statistics s
    WHERE s.dimension_type = cell.dimension_type AND s.dimension_id = cell.dimension_id
      AND s.period_type = cell.period_type AND s.period_start = cell.period_start
    LIMIT 1
  ) AS stored
)
SELECT
  (SELECT coalesce(json_agg(position ORDER BY position), '[]') FROM conflict) AS conflicts,
  (SELECT coalesce(json_agg(totals), '[]') FROM totals) AS totals;
