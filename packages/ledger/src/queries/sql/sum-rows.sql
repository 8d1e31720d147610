-- Sums of usage rows, for what no cell holds: users within keys, keys within users. A record is a request where its line 0 passes the filters,
-- as in the breakdown.
--
-- $1 access key ids, or null for all   $2 user ids, or null for all (then rows without a user count too)
-- $3, $4  first instant, first instant no more (epoch milliseconds; whole periods)
-- $5, $6  the same as bounds of event ids, so that the primary keys serve them
-- $7 models, $8 features, or null for all; empty text is "none"
-- $9 group: access_key, user, model, feature, or none   $10 period type, or null for the whole range   $11 most groups, or null
WITH usage_row AS (
  SELECT
    access_key_id, user_id, model, feature, occur_time, create_time, line, outcome, input_tokens, cache_creation_input_tokens,
    cache_read_input_tokens, output_tokens, cost_pico_usd, event_id
  FROM access_key_usage
  WHERE $2::bigint[] IS NULL
    AND ($1::bigint[] IS NULL OR access_key_id = ANY ($1::bigint[]))
    AND occur_time >= to_timestamp($3::bigint / 1000.0) AND occur_time < to_timestamp($4::bigint / 1000.0)
    AND event_id >= $5::uuid AND event_id < $6::uuid
  UNION ALL
  SELECT
    access_key_id, user_id, model, feature, occur_time, create_time, line, outcome, input_tokens, cache_creation_input_tokens,
    cache_read_input_tokens, output_tokens, cost_pico_usd, event_id
  FROM user_usage
  WHERE user_id = ANY ($2::bigint[])
    AND ($1::bigint[] IS NULL OR access_key_id = ANY ($1::bigint[]))
    AND occur_time >= to_timestamp($3::bigint / 1000.0) AND occur_time < to_timestamp($4::bigint / 1000.0)
    AND event_id >= $5::uuid AND event_id < $6::uuid
), summed AS (
  SELECT
    CASE $9::text WHEN 'access_key' THEN access_key_id WHEN 'user' THEN user_id END AS dimension_id,
    CASE $9::text WHEN 'model' THEN model WHEN 'feature' THEN feature END AS label,
    date_trunc($10::usage_period::text, occur_time, 'UTC') AS period_start,
    sum(input_tokens) AS input,
    sum(cache_creation_input_tokens) AS cache_creation,
    sum(cache_read_input_tokens) AS cache_read,
    sum(output_tokens) AS output,
    count(*) FILTER (WHERE line = 0) AS requests,
    count(*) FILTER (WHERE line = 0 AND outcome <> 'complete') AS failed,
    coalesce(sum(cost_pico_usd), 0) AS cost,
    count(*) FILTER (WHERE is_unpriced) AS unpriced,
    max(create_time) AS last_update_time
  FROM usage_row r
  CROSS JOIN LATERAL (
    -- As in the cells: a record is unpriced, at its line 0, while any of its lines is. The index of unpriced lines is nearly empty.
    SELECT r.line = 0 AND (
      r.cost_pico_usd IS NULL OR EXISTS (
        SELECT FROM access_key_usage n
        WHERE n.cost_pico_usd IS NULL AND n.event_id = r.event_id AND n.access_key_id = r.access_key_id AND n.occur_time = r.occur_time
      )
    ) AS is_unpriced
  ) AS record
  WHERE ($7::text[] IS NULL OR coalesce(model, '') = ANY ($7::text[]))
    AND ($8::text[] IS NULL OR coalesce(feature, '') = ANY ($8::text[]))
  GROUP BY 1, 2, 3
), listed AS (
  SELECT *, count(dimension_id) OVER () AS dimension_count
  FROM summed
  ORDER BY period_start, input + cache_creation + cache_read + output DESC, dimension_id, label
  LIMIT $11::integer
)
SELECT
  coalesce(listed.dimension_id::text, label) AS group_key,
  coalesce(k.name, u.name, label) AS group_name,
  floor(extract(epoch FROM period_start) * 1000)::float8 AS period_start_ms,
  input::text,
  cache_creation::text,
  cache_read::text,
  output::text,
  requests::text,
  failed::text,
  cost::text,
  unpriced::text,
  floor(extract(epoch FROM last_update_time) * 1000)::float8 AS last_update_ms,
  dimension_count::integer
FROM listed
LEFT JOIN access_key k ON $9::text = 'access_key' AND k.id = listed.dimension_id
LEFT JOIN ledger_user u ON $9::text = 'user' AND u.id = listed.dimension_id
ORDER BY listed.period_start, input + cache_creation + cache_read + output DESC, listed.dimension_id, label;
