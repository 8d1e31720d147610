-- When the links were changed last; null: there are none and never were any. Removing all of them is told by the runs after it.
SELECT max(create_time) AS changed_at FROM anthropic_key_link;
