-- Paid for by failed requests over time, which were read row by row out of the table: 0.4 s of a month at ten million records, where 3 in 100 fail. What a
-- sum takes of them stands in an index, so that the table is not opened: some 5 bytes a record of all. Without further_models, whose length has no limit
-- that an entry of an index could keep.
CREATE INDEX access_key_usage_failure_sums ON access_key_usage (event_id, access_key_id, occur_time)
INCLUDE (
  user_id, create_time, model, feature, outcome, quality, status, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
  cache_write_unsplit_tokens, cache_read_input_tokens, output_tokens, cost_pico_usd
)
WHERE line = 0 AND further_models IS NULL AND (outcome <> 'complete' OR status >= 400::smallint);

-- Paid for by every sum of rows: the few records with further lines, and those of them that failed, are found without a second look at all others.
CREATE INDEX access_key_usage_compound_failed ON access_key_usage (event_id, access_key_id, occur_time)
WHERE line = 0 AND further_models IS NOT NULL AND (outcome <> 'complete' OR status >= 400::smallint);
CREATE INDEX access_key_usage_compound ON access_key_usage (event_id, access_key_id, occur_time) WHERE line = 0 AND further_models IS NOT NULL;
CREATE INDEX user_usage_compound ON user_usage (user_id, event_id, occur_time) WHERE line = 0 AND further_models IS NOT NULL;
