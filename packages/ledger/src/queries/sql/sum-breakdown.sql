-- Sums of breakdown cells: of each dimension, model or feature or of all, of each period or of all.
--
-- $1 dimension_type   $2 dimension ids, or null for all
-- $3, $4              first hour, first hour no more (epoch milliseconds)
-- $5 models, $6 features, or null for all; empty text is "none"
-- $7 group: dimension, model, feature, or none   $8 period type, or null for the whole range   $9 most groups, or null
WITH summed AS (
  SELECT
    CASE WHEN $7::text = 'dimension' THEN b.dimension_id END AS dimension_id,
    CASE $7::text WHEN 'model' THEN nullif(b.model, '') WHEN 'feature' THEN nullif(b.feature, '') END AS label,
    date_trunc($8::usage_period::text, b.period_start, 'UTC') AS period_start,
    sum(b.total_input_tokens) AS input,
    sum(b.total_cache_write_5m_tokens + b.total_cache_write_1h_tokens + b.total_cache_write_unsplit_tokens) AS cache_creation,
    sum(b.total_cache_read_input_tokens) AS cache_read,
    sum(b.total_output_tokens) AS output,
    sum(b.total_requests) AS requests,
    sum(b.total_failed_requests) AS failed,
    sum(b.total_cost_pico_usd) AS cost,
    sum(b.total_unpriced_requests) AS unpriced,
    max(b.last_update_time) AS last_update_time
  FROM usage_breakdown b
  WHERE b.dimension_type = $1::usage_dimension
    AND ($2::bigint[] IS NULL OR b.dimension_id = ANY ($2::bigint[]))
    AND b.period_start >= to_timestamp($3::bigint / 1000.0)
    AND b.period_start < to_timestamp($4::bigint / 1000.0)
    AND ($5::text[] IS NULL OR b.model = ANY ($5::text[]))
    AND ($6::text[] IS NULL OR b.feature = ANY ($6::text[]))
  GROUP BY 1, 2, 3
), listed AS (
  SELECT *, count(dimension_id) OVER () AS dimension_count
  FROM summed
  ORDER BY period_start, input + cache_creation + cache_read + output DESC, dimension_id, label
  LIMIT $9::integer
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
LEFT JOIN access_key k ON $1::usage_dimension = 'access_key' AND k.id = listed.dimension_id
LEFT JOIN ledger_user u ON $1::usage_dimension = 'user' AND u.id = listed.dimension_id
ORDER BY listed.period_start, input + cache_creation + cache_read + output DESC, listed.dimension_id, label;
