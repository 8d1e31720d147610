-- Sums of usage by bucket of time and by group, from the source that the caller chose. All give the same sums.
--
-- A statement is three files: this one; sum-usage-rows.sql, or sum-usage-no-rows.sql where no row is wanted; sum-usage-groups.sql. Without the rows it is planned and
-- begun in two thirds of the time: 4 of 6 ms, of a dozen partitions, which is more than most sums of everybody take.
--
-- rollup      cells of hours and days of everybody, by model, by feature, or of what names a user
-- statistics  cells of whole periods, for what asks for neither models nor features nor lifetimes of cache writes
-- breakdown   cells of hours by model and feature
-- rows        for what no cell holds: users within keys, keys within users, outcomes, qualities, statuses. A record is a request where its
--             line 0 passes the filters, as in the breakdown.
-- Counts are bigint from step to step: numeric, which their sums would be, takes several times as long. Only money may outgrow it.
-- Whatever the source, rows also correct cells of hours that a bucket begins or ends in.
--
-- $1       source: rollup, statistics, breakdown, rows
-- $2, $3   cells: dimension type, dimension ids or null for all
-- $4 to $7 cells, one element a segment: bucket, period type, first start, first start no more (epoch milliseconds)
-- $8 to $13 rows, one element a piece: bucket they are added to or null, bucket they are taken from or null, first instant, first instant
--          no more (epoch milliseconds), the same as bounds of event ids, so that the indexes serve them
-- $14, $15 rows: access key ids, user ids, or null for all (without user ids rows without a user count too)
-- $16, $17 models, features, or null for all; empty text is "none"
-- $18 to $20 rows: outcomes, qualities, statuses (0 is none), or null for all
-- $21      groups: of access_key, user, model, feature, outcome
-- $22      by what the largest groups are chosen: tokens, cost, requests
-- $23      most groups, or null; the rest comes back as one
-- $24      rollup: the label it is by
-- $25 to $28 rows: from the first piece to the last (epoch milliseconds, and as event ids), for the planner, who does not look into arrays: it leaves
--          out months, and knows how many rows there may be
-- $29      rows: the least of the statuses where all are of failures, else null; so that the index of failures serves them
WITH segment AS MATERIALIZED (
  SELECT bucket, period_type, to_timestamp(from_ms / 1000.0) AS period_from, to_timestamp(to_ms / 1000.0) AS period_to
  FROM unnest($4::integer[], $5::usage_period[], $6::bigint[], $7::bigint[]) AS s (bucket, period_type, from_ms, to_ms)
), piece AS MATERIALIZED (
  SELECT plus, minus, to_timestamp(from_ms / 1000.0) AS time_from, to_timestamp(to_ms / 1000.0) AS time_to, id_from, id_to
  FROM unnest($8::integer[], $9::integer[], $10::bigint[], $11::bigint[], $12::uuid[], $13::uuid[])
    AS p (plus, minus, from_ms, to_ms, id_from, id_to)
), cell AS (
  SELECT
    segment.bucket,
    CASE WHEN $2::text = 'access_key' THEN s.dimension_id END AS access_key_id,
    CASE WHEN $2::text = 'user' THEN s.dimension_id END AS user_id,
    NULL::text AS model,
    NULL::text AS feature,
    NULL::usage_outcome AS outcome,
    s.*
  FROM segment
  CROSS JOIN LATERAL (
    SELECT
      CASE WHEN $2::text = ANY ($21::text[]) THEN dimension_id END AS dimension_id,
      sum(total_input_tokens)::bigint AS input,
      NULL::bigint AS write_5m,
      NULL::bigint AS write_1h,
      sum(total_cache_creation_input_tokens)::bigint AS write,
      sum(total_cache_read_input_tokens)::bigint AS read,
      sum(total_output_tokens)::bigint AS output,
      sum(total_requests)::bigint AS requests,
      sum(total_failed_requests)::bigint AS failed,
      sum(total_cost_pico_usd) AS cost,
      sum(total_unpriced_requests)::bigint AS unpriced,
      max(last_update_time) AS last_update_time
    FROM usage_statistics
    WHERE dimension_type = $2::usage_dimension
      AND ($3::bigint[] IS NULL OR dimension_id = ANY ($3))
      AND period_type = segment.period_type
      AND period_start >= segment.period_from AND period_start < segment.period_to
    GROUP BY 1
  ) AS s
  WHERE $1::text = 'statistics'
  UNION ALL
  SELECT
    segment.bucket,
    CASE WHEN $2::text = 'access_key' THEN b.dimension_id END,
    CASE WHEN $2::text = 'user' THEN b.dimension_id END,
    nullif(b.model, ''),
    nullif(b.feature, ''),
    NULL,
    b.dimension_id, b.input, b.write_5m, b.write_1h, b.write, b.read, b.output, b.requests, b.failed, b.cost, b.unpriced, b.last_update_time
  FROM segment
  CROSS JOIN LATERAL (
    SELECT
      CASE WHEN $2::text = ANY ($21::text[]) THEN dimension_id END AS dimension_id,
      CASE WHEN 'model' = ANY ($21::text[]) THEN model END AS model,
      CASE WHEN 'feature' = ANY ($21::text[]) THEN feature END AS feature,
      sum(total_input_tokens)::bigint AS input,
      sum(total_cache_write_5m_tokens)::bigint AS write_5m,
      sum(total_cache_write_1h_tokens)::bigint AS write_1h,
      sum(total_cache_write_5m_tokens + total_cache_write_1h_tokens + total_cache_write_unsplit_tokens)::bigint AS write,
      sum(total_cache_read_input_tokens)::bigint AS read,
      sum(total_output_tokens)::bigint AS output,
      sum(total_requests)::bigint AS requests,
      sum(total_failed_requests)::bigint AS failed,
      sum(total_cost_pico_usd) AS cost,
      sum(total_unpriced_requests)::bigint AS unpriced,
      max(last_update_time) AS last_update_time
    FROM usage_breakdown
    WHERE dimension_type = $2::usage_dimension
      AND ($3::bigint[] IS NULL OR dimension_id = ANY ($3))
      AND period_start >= segment.period_from AND period_start < segment.period_to
      AND ($16::text[] IS NULL OR model = ANY ($16))
      AND ($17::text[] IS NULL OR feature = ANY ($17))
    GROUP BY 1, 2, 3
  ) AS b
  WHERE $1::text = 'breakdown'
  UNION ALL
  SELECT
    segment.bucket,
    NULL,
    NULL,
    CASE WHEN $24::usage_label = 'model' THEN nullif(r.label, '') END,
    CASE WHEN $24::usage_label = 'feature' THEN nullif(r.label, '') END,
    NULL, NULL, r.input, r.write_5m, r.write_1h, r.write, r.read, r.output, r.requests, r.failed, r.cost, r.unpriced, r.last_update_time
  FROM segment
  CROSS JOIN LATERAL (
    SELECT
      CASE WHEN $24::text = ANY ($21::text[]) THEN label END AS label,
      sum(total_input_tokens)::bigint AS input,
      sum(total_cache_write_5m_tokens)::bigint AS write_5m,
      sum(total_cache_write_1h_tokens)::bigint AS write_1h,
      sum(total_cache_write_5m_tokens + total_cache_write_1h_tokens + total_cache_write_unsplit_tokens)::bigint AS write,
      sum(total_cache_read_input_tokens)::bigint AS read,
      sum(total_output_tokens)::bigint AS output,
      sum(total_requests)::bigint AS requests,
      sum(total_failed_requests)::bigint AS failed,
      sum(total_cost_pico_usd) AS cost,
      sum(total_unpriced_requests)::bigint AS unpriced,
      max(last_update_time) AS last_update_time
    FROM usage_rollup
    WHERE label_type = $24::usage_label
      AND period_type = segment.period_type
      AND period_start >= segment.period_from AND period_start < segment.period_to
      AND ($16::text[] IS NULL OR label = ANY ($16))
      AND ($17::text[] IS NULL OR label = ANY ($17))
    GROUP BY 1
  ) AS r
  WHERE $1::text = 'rollup'
),
