-- Open events of rules.
--
-- $1 rule ids
SELECT rule_id::text, count(*)::integer AS open_count
FROM alert_event
WHERE rule_id = ANY ($1::bigint[]) AND resolve_time IS NULL
GROUP BY rule_id;
