-- How well the records of a range are known.
--
-- $1 start, included   $2 end, not included, epoch milliseconds
-- Returns one row: record_count, provisional_count, unpriced_count (records with a line without a price), unpriced_models (at most ten),
-- doubled_message_count (message ids under more than one event id; retries of a call have message ids of their own).
WITH lines AS (
  SELECT access_key_id, event_id, line, quality, model, message_id, cost_pico_usd
  FROM access_key_usage
  WHERE occur_time >= to_timestamp($1::bigint / 1000.0) AND occur_time < to_timestamp($2::bigint / 1000.0)
), doubled AS (
  SELECT message_id
  FROM lines
  WHERE line = 0 AND message_id IS NOT NULL
  GROUP BY message_id
  HAVING count(*) > 1
)
SELECT
  count(*) FILTER (WHERE line = 0)::integer AS record_count,
  count(*) FILTER (WHERE line = 0 AND quality = 'provisional')::integer AS provisional_count,
  count(DISTINCT (access_key_id, event_id)) FILTER (WHERE cost_pico_usd IS NULL)::integer AS unpriced_count,
  coalesce((array_agg(DISTINCT model) FILTER (WHERE cost_pico_usd IS NULL AND model IS NOT NULL))[1:10], '{}') AS unpriced_models,
  (SELECT count(*) FROM doubled)::integer AS doubled_message_count
FROM lines;
