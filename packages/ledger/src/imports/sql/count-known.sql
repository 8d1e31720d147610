-- How many of the event ids $2 the ledger holds under the access key $1. Each is looked up in the one month that its own time names.
SELECT count(*)::integer AS known
FROM unnest($2::uuid[]) AS sought (event_id)
WHERE EXISTS (
  SELECT FROM access_key_usage AS held
  WHERE held.access_key_id = $1::bigint
    AND held.event_id = sought.event_id
    AND held.line = 0
    AND held.occur_time = uuid_extract_timestamp(sought.event_id)
);
