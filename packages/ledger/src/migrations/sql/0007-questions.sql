-- What questions read fast. Each index names the question that pays for it; none holds a column that changes, so that updates stay HOT.

-- Paid for by sums over all keys or all users: trends, the overview, top consumers. The primary key would be entered once for each of them.
CREATE INDEX usage_statistics_period ON usage_statistics (dimension_type, period_type, period_start);
CREATE INDEX usage_breakdown_period ON usage_breakdown (dimension_type, period_start);

-- Paid for by details of everything, which it answers without the table, and by rows that correct cells at the edges of a range. With the time in it:
-- without, PostgreSQL 18 believes the primary key, which has it, to be more selective, and skips through it key by key.
DROP INDEX access_key_usage_newest;
CREATE INDEX access_key_usage_newest ON access_key_usage (event_id, access_key_id, occur_time) WHERE line = 0;

-- Paid for by failed requests, as a list and over time. They are few: what succeeds is not in it.
CREATE INDEX access_key_usage_failed ON access_key_usage (event_id, access_key_id, occur_time) WHERE line = 0 AND outcome <> 'complete';

-- Paid for by the live tail: what was stored last. A few bytes a MB of table.
CREATE INDEX access_key_usage_stored ON access_key_usage USING brin (create_time) WITH (autosummarize = on, pages_per_range = 32);
