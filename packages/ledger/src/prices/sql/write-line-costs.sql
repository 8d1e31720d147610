-- Gives lines their new costs in both usage tables, and keeps the old ones with the run. The lines are locked.
--
-- $1 run id
-- One element a line: $2 access_key_id   $3 event_id   $4 line   $5 user_id or null
-- $6 old cost   $7 old price version   $8 new cost   $9 new price version
-- Returns key_row_count, user_row_count.
WITH given AS MATERIALIZED (
  SELECT g.*, uuid_extract_timestamp(event_id) AS occur_time
  FROM unnest($2::bigint[], $3::uuid[], $4::smallint[], $5::bigint[], $6::bigint[], $7::integer[], $8::bigint[], $9::integer[])
    AS g (access_key_id, event_id, line, user_id, old_cost, old_version, new_cost, new_version)
), key_row AS (
  UPDATE access_key_usage u
  SET cost_pico_usd = given.new_cost, price_version = given.new_version
  FROM given
  WHERE u.access_key_id = given.access_key_id AND u.event_id = given.event_id AND u.line = given.line AND u.occur_time = given.occur_time
  RETURNING u.line
), user_row AS (
  UPDATE user_usage u
  SET cost_pico_usd = given.new_cost, price_version = given.new_version
  FROM given
  WHERE u.user_id = given.user_id AND u.event_id = given.event_id AND u.access_key_id = given.access_key_id AND u.line = given.line
    AND u.occur_time = given.occur_time
  RETURNING u.line
), journal AS (
  INSERT INTO price_run_line (
    run_id, access_key_id, event_id, line, old_cost_pico_usd, old_price_version, new_cost_pico_usd, new_price_version
  )
  SELECT $1::bigint, access_key_id, event_id, line, old_cost, old_version, new_cost, new_version FROM given
), run AS (
  UPDATE price_run
  SET
    line_count = line_count + (SELECT count(*) FROM given),
    difference_pico_usd = difference_pico_usd + (SELECT sum(coalesce(new_cost, 0)::numeric - coalesce(old_cost, 0)) FROM given)
  WHERE id = $1::bigint
)
SELECT (SELECT count(*) FROM key_row)::integer AS key_row_count, (SELECT count(*) FROM user_row)::integer AS user_row_count;
