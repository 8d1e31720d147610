-- The second part of a statement (see sum-usage-segments.sql): cells of hours by model and feature of keys or users, and of days by one of them.
cell AS (
  SELECT
    segment.bucket,
    CASE WHEN $2::text = 'access_key' THEN s.dimension_id END AS access_key_id,
    CASE WHEN $2::text = 'user' THEN s.dimension_id END AS user_id,
    nullif(s.model, '') AS model,
    nullif(s.feature, '') AS feature,
    NULL::usage_outcome AS outcome,
    segment.sign * s.input AS input,
    segment.sign * s.write_5m AS write_5m,
    segment.sign * s.write_1h AS write_1h,
    segment.sign * s.write AS write,
    segment.sign * s.read AS read,
    segment.sign * s.output AS output,
    segment.sign * s.requests AS requests,
    segment.sign * s.failed AS failed,
    segment.sign * s.cost AS cost,
    segment.sign * s.unpriced AS unpriced,
    s.last_update_time
  FROM segment
  CROSS JOIN LATERAL (
    SELECT
      CASE WHEN $2::text = ANY ($19::text[]) THEN dimension_id END AS dimension_id,
      CASE WHEN 'model' = ANY ($19::text[]) THEN model END AS model,
      CASE WHEN 'feature' = ANY ($19::text[]) THEN feature END AS feature,
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
    WHERE segment.period_type = 'hour'
      AND dimension_type = $2::usage_dimension
      AND ($3::bigint[] IS NULL OR dimension_id = ANY ($3))
      AND period_start >= segment.period_from AND period_start < segment.period_to
      AND ($14::text[] IS NULL OR model = ANY ($14))
      AND ($15::text[] IS NULL OR feature = ANY ($15))
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT
      CASE WHEN $2::text = ANY ($19::text[]) THEN dimension_id END,
      CASE WHEN 'model' = ANY ($19::text[]) THEN label END,
      CASE WHEN 'feature' = ANY ($19::text[]) THEN label END,
      sum(total_input_tokens)::bigint,
      sum(total_cache_write_5m_tokens)::bigint,
      sum(total_cache_write_1h_tokens)::bigint,
      sum(total_cache_write_5m_tokens + total_cache_write_1h_tokens + total_cache_write_unsplit_tokens)::bigint,
      sum(total_cache_read_input_tokens)::bigint,
      sum(total_output_tokens)::bigint,
      sum(total_requests)::bigint,
      sum(total_failed_requests)::bigint,
      sum(total_cost_pico_usd),
      sum(total_unpriced_requests)::bigint,
      max(last_update_time)
    FROM usage_breakdown_day
    WHERE segment.period_type = 'day'
      AND label_type = $22::usage_label
      AND dimension_type = $2::usage_dimension
      AND ($3::bigint[] IS NULL OR dimension_id = ANY ($3))
      AND period_start >= segment.period_from AND period_start < segment.period_to
      AND ($14::text[] IS NULL OR label = ANY ($14))
      AND ($15::text[] IS NULL OR label = ANY ($15))
    GROUP BY 1, 2, 3
  ) AS s
),
