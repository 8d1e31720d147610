-- Paid for by failed requests, as before, and now by requests of a status from 400 up: these were found among all of a range, 2 s of a week at ten
-- million records. Nearly all of them have an outcome that is no success, so that the index hardly grows.
DROP INDEX access_key_usage_failed;
CREATE INDEX access_key_usage_failed ON access_key_usage (event_id, access_key_id, occur_time)
WHERE line = 0 AND (outcome <> 'complete' OR status >= 400::smallint);
