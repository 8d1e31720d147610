-- The second part of a statement (see sum-usage-segments.sql): everybody's sums of days by outcome, quality and status.
cell AS (
  SELECT
    segment.bucket,
    NULL::bigint AS access_key_id,
    NULL::bigint AS user_id,
    CASE WHEN $22::usage_label = 'model' THEN nullif(s.label, '') END AS model,
    CASE WHEN $22::usage_label = 'feature' THEN nullif(s.label, '') END AS feature,
    s.outcome,
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
      CASE WHEN $22::text = ANY ($19::text[]) THEN label END AS label,
      CASE WHEN 'outcome' = ANY ($19::text[]) THEN outcome END AS outcome,
      sum(total_input_tokens)::bigint AS input,
      sum(total_cache_write_5m_tokens)::bigint AS write_5m,
      sum(total_cache_write_1h_tokens)::bigint AS write_1h,
      sum(total_cache_write_5m_tokens + total_cache_write_1h_tokens + total_cache_write_unsplit_tokens)::bigint AS write,
      sum(total_cache_read_input_tokens)::bigint AS read,
      sum(total_output_tokens)::bigint AS output,
      sum(total_requests)::bigint AS requests,
      coalesce(sum(total_requests) FILTER (WHERE o.outcome <> 'complete'), 0)::bigint AS failed,
      sum(total_cost_pico_usd) AS cost,
      sum(total_unpriced_requests)::bigint AS unpriced,
      max(last_update_time) AS last_update_time
    FROM usage_outcome_day AS o
    WHERE label_type = $22::usage_label
      AND period_start >= segment.period_from AND period_start < segment.period_to
      AND ($14::text[] IS NULL OR label = ANY ($14))
      AND ($15::text[] IS NULL OR label = ANY ($15))
      AND ($16::usage_outcome[] IS NULL OR outcome = ANY ($16))
      AND ($17::usage_quality[] IS NULL OR quality = ANY ($17))
      AND ($18::smallint[] IS NULL OR status = ANY ($18))
    GROUP BY 1, 2
  ) AS s
),
