-- Notes that a rule was judged.
--
-- $1 rule id
-- $2 now (epoch milliseconds)
UPDATE alert_rule SET evaluate_time = to_timestamp($2::float8 / 1000.0), fault = NULL
WHERE id = $1::bigint
RETURNING id::text;
