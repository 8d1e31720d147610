-- Every record in the ledger, with the sums of its lines.
SELECT
  u.access_key_id::text,
  u.event_id::text,
  max(u.message_id) AS message_id,
  max(n.name) AS user_name,
  sum(u.input_tokens)::integer AS input,
  sum(u.cache_write_5m_tokens + u.cache_write_1h_tokens + u.cache_write_unsplit_tokens)::integer AS cache_creation,
  sum(u.cache_read_input_tokens)::integer AS cache_read,
  sum(u.output_tokens)::integer AS output
FROM access_key_usage u
LEFT JOIN ledger_user n ON n.id = u.user_id
WHERE u.access_key_id = ANY ($1::bigint[])
GROUP BY u.access_key_id, u.event_id
