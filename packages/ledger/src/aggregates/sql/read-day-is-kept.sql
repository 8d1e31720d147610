-- Whether the rows of a UTC day ($1, epoch milliseconds) are still there to be summed: the partition of its month is attached to both tables, or
-- DEFAULT holds rows of it. Where the month was dropped the sums are all that is left, and nothing may be made of the lack of rows.
WITH day AS (
  SELECT to_timestamp($1::bigint / 1000.0) AS day_start, to_char(to_timestamp($1::bigint / 1000.0) AT TIME ZONE 'UTC', '"_"YYYY"_"MM') AS suffix
)
SELECT
  (
    SELECT count(*) = 2
    FROM pg_inherits i
    WHERE (i.inhparent = 'access_key_usage'::regclass AND i.inhrelid = to_regclass('access_key_usage' || (SELECT suffix FROM day)))
      OR (i.inhparent = 'user_usage'::regclass AND i.inhrelid = to_regclass('user_usage' || (SELECT suffix FROM day)))
  )
  OR EXISTS (
    SELECT FROM access_key_usage_default u
    WHERE u.occur_time >= (SELECT day_start FROM day) AND u.occur_time < (SELECT day_start FROM day) + interval '24 hours'
  ) AS is_kept;
