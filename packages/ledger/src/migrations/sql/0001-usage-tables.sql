-- What was used: one row a line, twice (by key and by user), and the sums, changed in the same transaction.
--
-- Native enums rather than smallint codes: the labels are the words of the TypeScript contracts, so nothing maps them, and in the
-- statistics key 4 bytes cost what 2 do (the bigint beside them is aligned to 8). An unknown label is SQLSTATE 22P02: a dead letter.

CREATE TYPE usage_dimension AS ENUM ('access_key', 'user');
CREATE TYPE usage_period AS ENUM ('hour', 'day', 'month');
CREATE TYPE usage_platform AS ENUM ('anthropic', 'bedrock', 'vertex', 'foundry', 'other');
CREATE TYPE usage_outcome AS ENUM (
  'complete', 'error', 'truncated', 'cancelled', 'stream_error', 'transport_error', 'no_response', 'abandoned'
);
CREATE TYPE usage_quality AS ENUM ('final', 'provisional', 'none');
CREATE TYPE line_kind AS ENUM ('message', 'compaction', 'advisor_message', 'fallback_message');

-- Low 22 bits of a row's snowflake id. Cached: the order within a millisecond means nothing.
CREATE SEQUENCE usage_row_number AS bigint CACHE 100;
-- Orders the changes of a statistics row. Drawn under the row's lock; not cached, or two sessions would draw out of order.
CREATE SEQUENCE usage_revision AS bigint;

-- What both usage tables have in common, copied into each by LIKE and then dropped.
-- Columns below "Record" are filled on line 0 and null on further lines, which share their record's line 0.
-- Widest alignment first: a row is 8 to 20 bytes smaller than in reading order.
CREATE TABLE usage_line (
  event_id                    uuid NOT NULL,
  occur_time                  timestamptz NOT NULL,
  id                          bigint NOT NULL,
  create_time                 timestamptz NOT NULL DEFAULT now(),
  input_tokens                integer NOT NULL,
  cache_write_5m_tokens       integer NOT NULL,
  cache_write_1h_tokens       integer NOT NULL,
  cache_write_unsplit_tokens  integer NOT NULL,
  cache_read_input_tokens     integer NOT NULL,
  output_tokens               integer NOT NULL,
  thinking_tokens             integer,
  web_search_requests         integer NOT NULL,
  web_fetch_requests          integer NOT NULL,
  kind                        line_kind NOT NULL,
  line                        smallint NOT NULL,
  -- Record
  status                      smallint,
  attempt                     smallint,
  duration_ms                 integer,
  platform                    usage_platform,
  outcome                     usage_outcome,
  quality                     usage_quality,
  -- Line
  model                       text,
  feature                     text,
  service_tier                text,
  speed                       text,
  inference_geo               text,
  -- Record
  request_model               text,
  answer_model                text, -- where line 0 was billed to another model than the answer named
  further_models              text[], -- of the lines above 0, so that details by model read line 0 alone; null where there are none
  endpoint                    text,
  session                     text,
  request_id                  text,
  message_id                  text,
  workspace_id                text,
  error_type                  text,
  stop_reason                 text,
  cache_creation_input_tokens bigint GENERATED ALWAYS AS (
    cache_write_5m_tokens::bigint + cache_write_1h_tokens + cache_write_unsplit_tokens
  ) VIRTUAL
);

-- No foreign keys (decision 0003).
CREATE TABLE access_key_usage (
  access_key_id bigint NOT NULL,
  user_id       bigint,
  LIKE usage_line INCLUDING DEFAULTS INCLUDING GENERATED,
  -- Record
  payload_hash  bytea,
  tags          jsonb,
  raw_usage     jsonb,
  PRIMARY KEY (access_key_id, event_id, line, occur_time),
  -- Makes (access_key_id, event_id) unique across all partitions, for ever. IS TRUE: another UUID version must fail, not be unknown.
  CONSTRAINT access_key_usage_time_is_event_time CHECK (
    (uuid_extract_version(event_id) = 7 AND occur_time = uuid_extract_timestamp(event_id)) IS TRUE
  ),
  CONSTRAINT access_key_usage_counts_not_negative CHECK (
    least(
      input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unsplit_tokens, cache_read_input_tokens,
      output_tokens, thinking_tokens, web_search_requests, web_fetch_requests, duration_ms, line
    ) >= 0
  ),
  CONSTRAINT access_key_usage_line_0_is_whole CHECK (
    num_nonnulls(attempt, platform, outcome, quality, payload_hash) = CASE line WHEN 0 THEN 5 ELSE 0 END
  )
) PARTITION BY RANGE (occur_time);

-- Paid for by: details without a filter by key or user, newest first. Nearly append-only: 1 µs and 60 bytes of WAL of a record's 40 and 1,300.
CREATE INDEX access_key_usage_newest ON access_key_usage (event_id, access_key_id) WHERE line = 0;

-- Paid for by: details by Anthropic's request id or message id. 4 kB a MB of table, and nothing at insert that could be measured; hash indexes
-- cost 19 % of the commit. A look-up in 2 million rows of 3 months: 32 ms, 1,440 without. See prefer-indexes.sql for what the planner must be told.
CREATE INDEX access_key_usage_request_id ON access_key_usage USING brin (request_id text_bloom_ops) WITH (autosummarize = on);
CREATE INDEX access_key_usage_message_id ON access_key_usage USING brin (message_id text_bloom_ops) WITH (autosummarize = on);

-- The same lines by user. One user may own the same event id under two keys, hence the key inside the primary key;
-- event_id second, so that a user's newest rows come straight off the index.
-- The payload hash, tags and raw usage stay with the claim: they are read for single records, by its primary key.
-- No CHECKs: the commit statement fills it from what access_key_usage took.
CREATE TABLE user_usage (
  user_id       bigint NOT NULL,
  access_key_id bigint NOT NULL,
  LIKE usage_line INCLUDING DEFAULTS INCLUDING GENERATED,
  PRIMARY KEY (user_id, event_id, access_key_id, line, occur_time)
) PARTITION BY RANGE (occur_time);

DROP TABLE usage_line;

-- Sums of whole UTC periods. fillfactor 70 and no index on what changes: updates stay on their page (HOT).
-- An index that INCLUDEs the totals would make every update write it.
CREATE TABLE usage_statistics (
  dimension_type                    usage_dimension NOT NULL,
  period_type                       usage_period NOT NULL,
  dimension_id                      bigint NOT NULL,
  period_start                      timestamptz NOT NULL,
  period_end                        timestamptz NOT NULL,
  total_input_tokens                bigint NOT NULL,
  total_cache_creation_input_tokens bigint NOT NULL,
  total_cache_read_input_tokens     bigint NOT NULL,
  total_output_tokens               bigint NOT NULL,
  total_requests                    bigint NOT NULL,
  total_failed_requests             bigint NOT NULL,
  last_update_time                  timestamptz NOT NULL DEFAULT now(),
  revision                          bigint NOT NULL,
  PRIMARY KEY (dimension_type, dimension_id, period_type, period_start)
) WITH (fillfactor = 70);

-- Sums of whole UTC hours by model and feature. Empty text stands for "none": a key column cannot be null, and no record carries empty text.
CREATE TABLE usage_breakdown (
  dimension_type                   usage_dimension NOT NULL,
  dimension_id                     bigint NOT NULL,
  period_start                     timestamptz NOT NULL,
  model                            text NOT NULL,
  feature                          text NOT NULL,
  total_input_tokens               bigint NOT NULL,
  total_cache_write_5m_tokens      bigint NOT NULL,
  total_cache_write_1h_tokens      bigint NOT NULL,
  total_cache_write_unsplit_tokens bigint NOT NULL,
  total_cache_read_input_tokens    bigint NOT NULL,
  total_output_tokens              bigint NOT NULL,
  total_requests                   bigint NOT NULL,
  total_failed_requests            bigint NOT NULL,
  last_update_time                 timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (dimension_type, dimension_id, period_start, model, feature)
) WITH (fillfactor = 70);

-- Records put aside. Text, not uuid or bigint: what made PostgreSQL refuse a record may be its id.
-- json, not jsonb: jsonb refuses the escaped NUL that may be the very reason.
CREATE TABLE usage_dead_letter (
  id            bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  access_key_id text NOT NULL,
  event_id      text NOT NULL,
  payload_hash  text NOT NULL,
  reason        text NOT NULL,
  detail        text NOT NULL,
  record        json NOT NULL,
  create_time   timestamptz NOT NULL DEFAULT now(),
  resolve_time  timestamptz,
  CONSTRAINT usage_dead_letter_once UNIQUE (access_key_id, event_id, payload_hash, reason)
);
