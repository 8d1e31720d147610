-- When records could be read: the commit of the transaction that wrote them (track_commit_timestamp). $1 event ids; one row each that is there.
SELECT event_id::text, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 * 1000 AS commit_ms
FROM access_key_usage
WHERE event_id = ANY($1::uuid[]) AND line = 0;
