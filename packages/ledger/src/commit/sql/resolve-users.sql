-- Gives every user name its id, making the users that are new. Autocommit, before the commit of the records: a name that no record
-- is committed for after all does no harm, and no transaction of records waits for another's new users.
-- Safe to repeat. Sorted: two processes that make the same users at once wait for each other in one order.
--
-- $1 text[]  names, distinct
-- Returns name, id. A name that another process made since this statement began is missing: run it again.
WITH given AS MATERIALIZED (
  SELECT name FROM unnest($1::text[]) AS g (name)
), known AS (
  SELECT name, id FROM ledger_user JOIN given USING (name)
), made AS (
  -- Not ON CONFLICT alone: it would burn an id of the sequence for every name that exists.
  INSERT INTO ledger_user (name)
  SELECT name FROM given WHERE NOT EXISTS (SELECT FROM ledger_user u WHERE u.name = given.name) ORDER BY name COLLATE "C"
  ON CONFLICT (name) DO NOTHING
  RETURNING name, id
)
SELECT name, id FROM known UNION ALL SELECT name, id FROM made;
