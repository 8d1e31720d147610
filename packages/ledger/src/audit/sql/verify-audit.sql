-- Follows the chain from after entry $1, whose hash is $2, over at most $3 entries. One row: how many, where it stopped, the first that
-- is wrong and how, and the head. Each entry's hash is computed anew; nothing stored is believed but the mark handed in.
WITH page AS (
  SELECT
    entry.seq, entry.prev_hash, entry.hash, audit_entry_hash(entry) AS true_hash,
    lag(entry.seq, 1, $1::bigint) OVER by_seq AS prior_seq,
    lag(entry.hash, 1, $2::text) OVER by_seq AS prior_hash
  FROM (SELECT * FROM audit_entry WHERE seq > $1::bigint ORDER BY seq LIMIT $3::integer) AS entry
  WINDOW by_seq AS (ORDER BY entry.seq)
),
judged AS (
  SELECT
    seq,
    CASE
      WHEN seq <> prior_seq + 1 THEN 'missing'
      WHEN prev_hash <> prior_hash THEN 'link'
      WHEN hash <> true_hash THEN 'content'
    END AS fault
  FROM page
),
last_entry AS (SELECT seq, hash FROM page ORDER BY seq DESC LIMIT 1),
first_fault AS (SELECT seq, fault FROM judged WHERE fault IS NOT NULL ORDER BY seq LIMIT 1)
SELECT
  (SELECT count(*)::integer FROM page) AS checked_count,
  coalesce((SELECT seq FROM last_entry), $1::bigint)::text AS seq,
  coalesce((SELECT hash FROM last_entry), $2::text) AS hash,
  (SELECT seq::text FROM first_fault) AS broken_seq,
  (SELECT fault FROM first_fault) AS fault,
  (SELECT seq::text FROM audit_head) AS head_seq,
  (SELECT hash FROM audit_head) AS head_hash;
