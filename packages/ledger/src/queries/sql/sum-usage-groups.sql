-- The last part of a statement (see sum-usage-segments.sql): the largest groups, and what they leave.
summed AS (
  SELECT
    bucket, access_key_id, user_id, model, feature, outcome,
    coalesce(sum(input), 0)::bigint AS input,
    sum(write_5m)::bigint AS write_5m,
    sum(write_1h)::bigint AS write_1h,
    coalesce(sum(write), 0)::bigint AS write,
    coalesce(sum(read), 0)::bigint AS read,
    coalesce(sum(output), 0)::bigint AS output,
    coalesce(sum(requests), 0)::bigint AS requests,
    coalesce(sum(failed), 0)::bigint AS failed,
    coalesce(sum(cost), 0) AS cost,
    coalesce(sum(unpriced), 0)::bigint AS unpriced,
    max(last_update_time) AS last_update_time
  FROM part
  GROUP BY 1, 2, 3, 4, 5, 6
), weighed AS (
  SELECT
    *,
    sum(CASE $20::text WHEN 'cost' THEN cost WHEN 'requests' THEN requests ELSE input + write + read + output END)
      OVER (PARTITION BY access_key_id, user_id, model, feature, outcome) AS weight
  FROM summed
  -- What rows took from a cell to the last leaves nothing behind.
  WHERE (input, write, read, output, requests, failed, cost, unpriced) <> (0, 0, 0, 0, 0, 0, 0, 0)
), ranked AS (
  SELECT *, dense_rank() OVER (ORDER BY weight DESC, access_key_id, user_id, model, feature, outcome) AS place FROM weighed
), listed AS (
  SELECT
    bucket,
    coalesce(place > $21::integer, false) AS is_other,
    min(place) AS place,
    CASE WHEN place <= coalesce($21::integer, place) THEN access_key_id END AS access_key_id,
    CASE WHEN place <= coalesce($21::integer, place) THEN user_id END AS user_id,
    CASE WHEN place <= coalesce($21::integer, place) THEN model END AS model,
    CASE WHEN place <= coalesce($21::integer, place) THEN feature END AS feature,
    CASE WHEN place <= coalesce($21::integer, place) THEN outcome END AS outcome,
    coalesce(sum(input), 0)::bigint AS input,
    sum(write_5m)::bigint AS write_5m,
    sum(write_1h)::bigint AS write_1h,
    coalesce(sum(write), 0)::bigint AS write,
    coalesce(sum(read), 0)::bigint AS read,
    coalesce(sum(output), 0)::bigint AS output,
    coalesce(sum(requests), 0)::bigint AS requests,
    coalesce(sum(failed), 0)::bigint AS failed,
    coalesce(sum(cost), 0) AS cost,
    coalesce(sum(unpriced), 0)::bigint AS unpriced,
    max(last_update_time) AS last_update_time
  FROM ranked
  GROUP BY 1, 2, 4, 5, 6, 7, 8
)
SELECT
  listed.bucket,
  listed.is_other,
  listed.access_key_id::text,
  k.name AS access_key_name,
  listed.user_id::text,
  u.name AS user_name,
  listed.model,
  listed.feature,
  listed.outcome,
  listed.input::text,
  listed.write_5m::text,
  listed.write_1h::text,
  listed.write::text,
  listed.read::text,
  listed.output::text,
  listed.requests::text,
  listed.failed::text,
  listed.cost::text,
  listed.unpriced::text,
  floor(extract(epoch FROM listed.last_update_time) * 1000)::float8 AS last_update_ms,
  (SELECT count(DISTINCT place) FROM ranked WHERE num_nonnulls(access_key_id, user_id, model, feature) > 0)::integer AS group_count
FROM listed
LEFT JOIN access_key k ON k.id = listed.access_key_id
LEFT JOIN ledger_user u ON u.id = listed.user_id
ORDER BY listed.bucket, listed.place;
