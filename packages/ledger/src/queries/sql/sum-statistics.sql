-- Sums of statistics cells: of each dimension or of all, of each period or of all.
--
-- $1 dimension_type   $2 dimension ids, or null for all
-- $3, $4, $5          segments of the range: period type, first start, first start no more (epoch milliseconds)
-- $6 by dimension?    $7 by period? (then there is one segment)    $8 most groups, or null
--
-- Without $2 the primary key serves too: PostgreSQL 18 skips from dimension to dimension. An index of its own, INCLUDing the totals,
-- would make every update of a cell write it.
WITH segment AS (
  SELECT period_type, to_timestamp(from_ms / 1000.0) AS period_from, to_timestamp(to_ms / 1000.0) AS period_to
  FROM unnest($3::usage_period[], $4::bigint[], $5::bigint[]) AS s (period_type, from_ms, to_ms)
), summed AS (
  SELECT
    CASE WHEN $6::boolean THEN s.dimension_id END AS dimension_id,
    CASE WHEN $7::boolean THEN s.period_start END AS period_start,
    sum(s.total_input_tokens) AS input,
    sum(s.total_cache_creation_input_tokens) AS cache_creation,
    sum(s.total_cache_read_input_tokens) AS cache_read,
    sum(s.total_output_tokens) AS output,
    sum(s.total_requests) AS requests,
    sum(s.total_failed_requests) AS failed,
    sum(s.total_cost_pico_usd) AS cost,
    sum(s.total_unpriced_requests) AS unpriced,
    max(s.last_update_time) AS last_update_time
  FROM segment
  JOIN usage_statistics s
    ON s.dimension_type = $1::usage_dimension
    AND s.period_type = segment.period_type
    AND s.period_start >= segment.period_from
    AND s.period_start < segment.period_to
  WHERE $2::bigint[] IS NULL OR s.dimension_id = ANY ($2::bigint[])
  GROUP BY 1, 2
), listed AS (
  SELECT *, count(dimension_id) OVER () AS dimension_count
  FROM summed
  ORDER BY period_start, input + cache_creation + cache_read + output DESC, dimension_id
  LIMIT $8::integer
)
SELECT
  listed.dimension_id::text AS group_key,
  coalesce(k.name, u.name) AS group_name,
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
ORDER BY listed.period_start, input + cache_creation + cache_read + output DESC, listed.dimension_id;
