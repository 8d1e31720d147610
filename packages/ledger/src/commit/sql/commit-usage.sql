-- Counts each record once: both usage tables, the breakdown, the statistics and everybody's sums change in this one statement.
-- The row of line 0 is the claim. Who inserts it counts the record; a second writer waits for the first, then does nothing.
--
-- Locks are taken in one order by everybody: claims by (access_key_id, event_id), then statistics, then breakdown, then rollups, each sorted by key.
-- Unsorted, four writers of the same keys deadlocked 90 times and were 22 times slower.
--
-- One array a column, one element a line of a record. A record's lines come together and no two records have one identity
-- (the caller picks one). Columns from `status` on are null on lines above 0.
-- $1  access_key_id     $2  event_id            $3  line                $4  occur_time, epoch milliseconds
-- $5  user_id           $6  kind                $7  model               $8  feature
-- $9  input             $10 cache write 5m      $11 cache write 1h      $12 cache write unsplit
-- $13 cache read        $14 output              $15 thinking            $16 web searches
-- $17 web fetches       $18 service tier        $19 speed               $20 inference geo
-- $21 status            $22 attempt             $23 duration_ms         $24 platform
-- $25 outcome           $26 quality             $27 request_model       $28 endpoint
-- $29 session           $30 request_id          $31 message_id          $32 workspace_id
-- $33 error_type        $34 stop_reason         $35 payload_hash        $36 tags, JSON
-- $37 raw_usage, JSON   $38 answer_model        $39 cost, or null       $40 price_version
-- $41 whether any line of the record is unpriced (on line 0)
-- $42 models of the further lines, an array in PostgreSQL's text form (on line 0)
--
-- Returns one row: claimed_count, and totals: the absolute totals of each statistics cell that changed, as JSON (numbers as text).
WITH batch AS MATERIALIZED (
  SELECT
    b.*,
    to_timestamp(occur_ms / 1000.0) AS occur_time,
    -- Snowflake: milliseconds since 2020-01-01 of this commit, 22 bits of a sequence. Unique below 4 million rows a millisecond, until 2089.
    (((extract(epoch FROM now()) * 1000)::bigint - 1577836800000) << 22) | (nextval('usage_row_number') & 4194303) AS id
  FROM unnest(
    $1::bigint[], $2::uuid[], $3::smallint[], $4::bigint[], $5::bigint[], $6::line_kind[], $7::text[], $8::text[],
    $9::integer[], $10::integer[], $11::integer[], $12::integer[], $13::integer[], $14::integer[], $15::integer[],
    $16::integer[], $17::integer[], $18::text[], $19::text[], $20::text[],
    $21::smallint[], $22::smallint[], $23::integer[], $24::usage_platform[], $25::usage_outcome[], $26::usage_quality[],
    $27::text[], $28::text[], $29::text[], $30::text[], $31::text[], $32::text[], $33::text[], $34::text[],
    $35::bytea[], $36::jsonb[], $37::jsonb[], $38::text[], $39::bigint[], $40::integer[], $41::boolean[],
    $42::text[]
  ) AS b (
    access_key_id, event_id, line, occur_ms, user_id, kind, model, feature,
    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens,
    output_tokens, thinking_tokens, web_search_requests, web_fetch_requests, service_tier, speed, inference_geo,
    status, attempt, duration_ms, platform, outcome, quality, request_model, endpoint, session, request_id, message_id,
    workspace_id, error_type, stop_reason, payload_hash, tags, raw_usage, answer_model, cost_pico_usd,
    price_version, is_unpriced, further_models
  )
  ORDER BY access_key_id, event_id, line
), claimed AS (
  INSERT INTO access_key_usage (
    access_key_id, event_id, line, occur_time, id, user_id, kind, model, feature,
    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens,
    output_tokens, thinking_tokens, web_search_requests, web_fetch_requests, service_tier, speed, inference_geo,
    status, attempt, duration_ms, platform, outcome, quality, request_model, endpoint, session, request_id, message_id,
    workspace_id, error_type, stop_reason, payload_hash, tags, raw_usage, answer_model, cost_pico_usd,
    price_version, further_models
  )
  SELECT
    access_key_id, event_id, line, occur_time, id, user_id, kind, model, feature,
    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens,
    output_tokens, thinking_tokens, web_search_requests, web_fetch_requests, service_tier, speed, inference_geo,
    status, attempt, duration_ms, platform, outcome, quality, request_model, endpoint, session, request_id, message_id,
    workspace_id, error_type, stop_reason, payload_hash, tags, raw_usage, answer_model, cost_pico_usd,
    price_version, further_models::text[]
  FROM batch
  WHERE line = 0
  ON CONFLICT DO NOTHING
  RETURNING access_key_id, event_id
), fresh AS MATERIALIZED (
  SELECT batch.* FROM batch JOIN claimed USING (access_key_id, event_id)
), cell AS MATERIALIZED (
  SELECT
    d.dimension_type,
    d.dimension_id,
    date_trunc('hour', occur_time, 'UTC') AS hour,
    coalesce(model, '') AS model,
    coalesce(feature, '') AS feature,
    sum(input_tokens) AS input,
    sum(cache_write_5m_tokens) AS cache_write_5m,
    sum(cache_write_1h_tokens) AS cache_write_1h,
    sum(cache_write_unsplit_tokens) AS cache_write_unsplit,
    sum(cache_read_input_tokens) AS cache_read,
    sum(output_tokens) AS output,
    count(*) FILTER (WHERE line = 0) AS requests,
    count(*) FILTER (WHERE line = 0 AND outcome <> 'complete') AS failed,
    coalesce(sum(cost_pico_usd), 0) AS cost,
    count(*) FILTER (WHERE is_unpriced) AS unpriced
  FROM fresh
  CROSS JOIN LATERAL (
    VALUES ('access_key'::usage_dimension, access_key_id), ('user'::usage_dimension, user_id)
  ) AS d (dimension_type, dimension_id)
  WHERE d.dimension_id IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5
), rollup AS (
  -- Of all locks the last, and the first in this list of what nobody reads: PostgreSQL writes those from the last to the first. All flushers
  -- want the same few rows, and hold them no longer than the commit itself takes.
  INSERT INTO usage_rollup AS r (
    label_type, period_type, period_start, label, total_input_tokens, total_cache_write_5m_tokens, total_cache_write_1h_tokens,
    total_cache_write_unsplit_tokens, total_cache_read_input_tokens, total_output_tokens, total_requests, total_failed_requests,
    total_cost_pico_usd, total_unpriced_requests
  )
  SELECT
    l.label_type, p.period_type, date_trunc(p.period_type::text, hour, 'UTC') AS period_start, l.label, sum(input), sum(cache_write_5m), sum(cache_write_1h),
    sum(cache_write_unsplit), sum(cache_read), sum(output), sum(requests), sum(failed),
    sum(cost), sum(unpriced)
  FROM cell
  JOIN LATERAL (
    VALUES ('access_key'::usage_dimension, 'model'::usage_label, model), ('access_key', 'feature', feature), ('user', 'user', '')
  ) AS l (counted_dimension, label_type, label) ON counted_dimension = dimension_type
  CROSS JOIN (VALUES ('hour'::usage_period), ('day')) AS p (period_type)
  GROUP BY 1, 2, 3, 4
  ORDER BY 1, 2, 3, label COLLATE "C"
  ON CONFLICT (label_type, period_type, period_start, label) DO UPDATE SET
    total_input_tokens = r.total_input_tokens + excluded.total_input_tokens,
    total_cache_write_5m_tokens = r.total_cache_write_5m_tokens + excluded.total_cache_write_5m_tokens,
    total_cache_write_1h_tokens = r.total_cache_write_1h_tokens + excluded.total_cache_write_1h_tokens,
    total_cache_write_unsplit_tokens = r.total_cache_write_unsplit_tokens + excluded.total_cache_write_unsplit_tokens,
    total_cache_read_input_tokens = r.total_cache_read_input_tokens + excluded.total_cache_read_input_tokens,
    total_output_tokens = r.total_output_tokens + excluded.total_output_tokens,
    total_requests = r.total_requests + excluded.total_requests,
    total_failed_requests = r.total_failed_requests + excluded.total_failed_requests,
    total_cost_pico_usd = r.total_cost_pico_usd + excluded.total_cost_pico_usd,
    total_unpriced_requests = r.total_unpriced_requests + excluded.total_unpriced_requests,
    last_update_time = now()
), more_lines AS (
  INSERT INTO access_key_usage (
    access_key_id, event_id, line, occur_time, id, user_id, kind, model, feature,
    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens,
    output_tokens, thinking_tokens, web_search_requests, web_fetch_requests, service_tier, speed, inference_geo,
    cost_pico_usd, price_version
  )
  SELECT
    access_key_id, event_id, line, occur_time, id, user_id, kind, model, feature,
    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens,
    output_tokens, thinking_tokens, web_search_requests, web_fetch_requests, service_tier, speed, inference_geo,
    cost_pico_usd, price_version
  FROM fresh
  WHERE line > 0
), by_user AS (
  INSERT INTO user_usage (
    user_id, event_id, access_key_id, line, occur_time, id, kind, model, feature,
    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens,
    output_tokens, thinking_tokens, web_search_requests, web_fetch_requests, service_tier, speed, inference_geo,
    status, attempt, duration_ms, platform, outcome, quality, request_model, endpoint, session, request_id, message_id,
    workspace_id, error_type, stop_reason, answer_model, cost_pico_usd, price_version,
    further_models
  )
  SELECT
    user_id, event_id, access_key_id, line, occur_time, id, kind, model, feature,
    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens,
    output_tokens, thinking_tokens, web_search_requests, web_fetch_requests, service_tier, speed, inference_geo,
    status, attempt, duration_ms, platform, outcome, quality, request_model, endpoint, session, request_id, message_id,
    workspace_id, error_type, stop_reason, answer_model, cost_pico_usd, price_version,
    further_models::text[]
  FROM fresh
  WHERE user_id IS NOT NULL
  ORDER BY user_id, event_id
), breakdown AS (
  INSERT INTO usage_breakdown AS b (
    dimension_type, dimension_id, period_start, model, feature, total_input_tokens, total_cache_write_5m_tokens,
    total_cache_write_1h_tokens, total_cache_write_unsplit_tokens, total_cache_read_input_tokens, total_output_tokens,
    total_requests, total_failed_requests, total_cost_pico_usd, total_unpriced_requests
  )
  SELECT
    dimension_type, dimension_id, hour, model, feature, input, cache_write_5m,
    cache_write_1h, cache_write_unsplit, cache_read, output,
    requests, failed, cost, unpriced
  FROM cell
  ORDER BY dimension_type, dimension_id, hour, model COLLATE "C", feature COLLATE "C"
  ON CONFLICT (dimension_type, dimension_id, period_start, model, feature) DO UPDATE SET
    total_input_tokens = b.total_input_tokens + excluded.total_input_tokens,
    total_cache_write_5m_tokens = b.total_cache_write_5m_tokens + excluded.total_cache_write_5m_tokens,
    total_cache_write_1h_tokens = b.total_cache_write_1h_tokens + excluded.total_cache_write_1h_tokens,
    total_cache_write_unsplit_tokens = b.total_cache_write_unsplit_tokens + excluded.total_cache_write_unsplit_tokens,
    total_cache_read_input_tokens = b.total_cache_read_input_tokens + excluded.total_cache_read_input_tokens,
    total_output_tokens = b.total_output_tokens + excluded.total_output_tokens,
    total_requests = b.total_requests + excluded.total_requests,
    total_failed_requests = b.total_failed_requests + excluded.total_failed_requests,
    total_cost_pico_usd = b.total_cost_pico_usd + excluded.total_cost_pico_usd,
    total_unpriced_requests = b.total_unpriced_requests + excluded.total_unpriced_requests,
    last_update_time = now()
), totals AS (
  INSERT INTO usage_statistics AS s (
    dimension_type, dimension_id, period_type, period_start, period_end, total_input_tokens,
    total_cache_creation_input_tokens, total_cache_read_input_tokens, total_output_tokens, total_requests,
    total_failed_requests, total_cost_pico_usd, total_unpriced_requests, revision
  )
  SELECT
    dimension_type, dimension_id, period_type, period_start, date_add(period_start, period_length, 'UTC'), input,
    cache_write, cache_read, output, requests,
    failed, cost, unpriced, nextval('usage_revision')
  FROM (
    SELECT
      dimension_type,
      dimension_id,
      p.period_type,
      date_trunc(p.period_type::text, hour, 'UTC') AS period_start,
      p.period_length,
      sum(input) AS input,
      sum(cache_write_5m + cache_write_1h + cache_write_unsplit) AS cache_write,
      sum(cache_read) AS cache_read,
      sum(output) AS output,
      sum(requests) AS requests,
      sum(failed) AS failed,
      sum(cost) AS cost,
      sum(unpriced) AS unpriced
    FROM cell
    CROSS JOIN (
      VALUES
        ('hour'::usage_period, interval '1 hour'), ('day'::usage_period, interval '1 day'), ('month'::usage_period, interval '1 month')
    ) AS p (period_type, period_length)
    GROUP BY 1, 2, 3, 4, 5
    ORDER BY dimension_type, dimension_id, period_type, period_start
  ) AS sorted
  ON CONFLICT (dimension_type, dimension_id, period_type, period_start) DO UPDATE SET
    total_input_tokens = s.total_input_tokens + excluded.total_input_tokens,
    total_cache_creation_input_tokens = s.total_cache_creation_input_tokens + excluded.total_cache_creation_input_tokens,
    total_cache_read_input_tokens = s.total_cache_read_input_tokens + excluded.total_cache_read_input_tokens,
    total_output_tokens = s.total_output_tokens + excluded.total_output_tokens,
    total_requests = s.total_requests + excluded.total_requests,
    total_failed_requests = s.total_failed_requests + excluded.total_failed_requests,
    total_cost_pico_usd = s.total_cost_pico_usd + excluded.total_cost_pico_usd,
    total_unpriced_requests = s.total_unpriced_requests + excluded.total_unpriced_requests,
    last_update_time = now(),
    -- Not excluded.revision: that was drawn before this row was locked, and another writer may have drawn and written a newer one since.
    revision = nextval('usage_revision')
  RETURNING
    s.dimension_type, s.dimension_id::text, s.period_type, (extract(epoch FROM s.period_start) * 1000)::bigint AS period_start_ms,
    s.total_input_tokens::text, s.total_cache_creation_input_tokens::text, s.total_cache_read_input_tokens::text,
    s.total_output_tokens::text, s.total_requests::text, s.total_cost_pico_usd::text, s.total_unpriced_requests::text, s.revision::text
)
SELECT
  (SELECT count(*) FROM claimed)::integer AS claimed_count,
  (SELECT coalesce(json_agg(totals), '[]') FROM totals) AS totals;
