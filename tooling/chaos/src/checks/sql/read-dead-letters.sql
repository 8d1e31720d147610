-- Every record that was put aside.
SELECT access_key_id, event_id, record->>'messageId' AS message_id, reason
FROM usage_dead_letter
