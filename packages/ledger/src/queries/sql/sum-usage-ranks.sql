-- The last part of a statement (see sum-usage-segments.sql) where only who is largest is asked for: groups over all buckets, largest first.
weighed AS (
  SELECT
    access_key_id,
    user_id,
    model,
    feature,
    CASE $20::text
      WHEN 'cost' THEN coalesce(sum(cost), 0)
      WHEN 'requests' THEN sum(requests)
      -- Twentieths, as tokenWeights has them: a cache write of an hour weighs 40 of them, every other 25.
      WHEN 'weighted_tokens' THEN sum(20 * input + 25 * (write - write_1h) + 40 * write_1h + 2 * read + 100 * output)
      ELSE sum(input + write + read + output)
    END AS weight
  FROM part
  GROUP BY 1, 2, 3, 4
  -- What rows took from a cell to the last leaves nothing behind.
  HAVING sum(input + write + read + output + requests + failed + unpriced) <> 0 OR coalesce(sum(cost), 0) <> 0
)
SELECT access_key_id::text, user_id::text, model, feature, weight::text
FROM weighed
ORDER BY weighed.weight DESC, weighed.access_key_id, weighed.user_id, model, feature
LIMIT $21::integer;
