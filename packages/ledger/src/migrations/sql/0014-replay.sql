-- How somebody dealt with a record put aside: replayed, already_counted, dismissed.
ALTER TABLE usage_dead_letter ADD COLUMN resolution text;

-- Paid for by the page of open ones and by every count of them: the table keeps what is dealt with for ever.
CREATE INDEX usage_dead_letter_open ON usage_dead_letter (id) WHERE resolve_time IS NULL;
