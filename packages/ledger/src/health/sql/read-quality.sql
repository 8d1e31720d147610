-- How well the records of a range are known.
--
-- $1 start, included   $2 end, not included, epoch milliseconds   $3 fields of a usage object that are read, $4 of the objects within it
-- Returns one row: record_count, provisional_count, unpriced_count (records with a line without a price), unpriced_models (at most ten),
-- doubled_message_count (message ids under more than one event id; retries of a call have message ids of their own), unknown_field_count
-- (records whose usage has another field that says something: such usage is always kept), unknown_fields (at most ten), ahead_count (records
-- stored more than 2 seconds before they happened, by what their senders' clocks say), ahead_seconds (of the one furthest ahead).
WITH lines AS (
  SELECT access_key_id, event_id, line, quality, model, message_id, cost_pico_usd, raw_usage, occur_time - create_time AS ahead
  FROM access_key_usage
  WHERE occur_time >= to_timestamp($1::bigint / 1000.0) AND occur_time < to_timestamp($2::bigint / 1000.0)
), doubled AS (
  SELECT message_id
  FROM lines
  WHERE line = 0 AND message_id IS NOT NULL
  GROUP BY message_id
  HAVING count(*) > 1
), unknown AS (
  SELECT lines.access_key_id, lines.event_id, left(field.name, 64) AS name
  FROM lines
  CROSS JOIN LATERAL (
    SELECT f.key AS name, f.value FROM jsonb_each(lines.raw_usage) AS f WHERE f.key <> ALL ($3::text[])
    UNION ALL
    SELECT o.name || '.' || f.key, f.value
    FROM (VALUES ('cache_creation'), ('output_tokens_details'), ('server_tool_use')) AS o (name)
    CROSS JOIN LATERAL jsonb_each(CASE jsonb_typeof(lines.raw_usage -> o.name) WHEN 'object' THEN lines.raw_usage -> o.name ELSE '{}' END) AS f
    WHERE f.key <> ALL ($4::text[])
  ) AS field
  WHERE lines.line = 0
    AND jsonb_typeof(lines.raw_usage) = 'object'
    AND field.value @? 'strict $.** ? ((@.type() == "number" && @ != 0) || (@.type() == "string" && @ != "") || @.type() == "boolean")'
)
SELECT
  count(*) FILTER (WHERE line = 0)::integer AS record_count,
  count(*) FILTER (WHERE line = 0 AND quality = 'provisional')::integer AS provisional_count,
  count(DISTINCT (access_key_id, event_id)) FILTER (WHERE cost_pico_usd IS NULL)::integer AS unpriced_count,
  coalesce((array_agg(DISTINCT model) FILTER (WHERE cost_pico_usd IS NULL AND model IS NOT NULL))[1:10], '{}') AS unpriced_models,
  (SELECT count(*) FROM doubled)::integer AS doubled_message_count,
  (SELECT count(DISTINCT (access_key_id, event_id)) FROM unknown)::integer AS unknown_field_count,
  coalesce((SELECT (array_agg(DISTINCT name))[1:10] FROM unknown), '{}') AS unknown_fields,
  count(*) FILTER (WHERE line = 0 AND ahead > interval '2 seconds')::integer AS ahead_count,
  greatest(0, round(extract(epoch FROM max(ahead))))::integer AS ahead_seconds
FROM lines;
