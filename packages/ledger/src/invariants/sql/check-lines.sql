-- Records whose lines are not numbered 0, 1, 2, …: a line without its claim, or one that was lost.
--
-- $1, $2  start, end of the range (epoch milliseconds), or null for all   $3 most differences
-- Returns subject, expected and actual line numbers.
WITH bound AS (
  SELECT
    coalesce(to_timestamp($1::bigint / 1000.0), '-infinity') AS range_start,
    coalesce(to_timestamp($2::bigint / 1000.0), 'infinity') AS range_end
)
SELECT
  concat_ws(' ', 'key', access_key_id, event_id) AS subject,
  concat('0 to ', count(*) - 1) AS expected,
  string_agg(line::text, ' ' ORDER BY line) AS actual
FROM access_key_usage
WHERE occur_time >= (SELECT range_start FROM bound) AND occur_time < (SELECT range_end FROM bound)
GROUP BY access_key_id, event_id
HAVING min(line) <> 0 OR max(line) <> count(*) - 1
ORDER BY access_key_id, event_id
LIMIT $3::integer;
