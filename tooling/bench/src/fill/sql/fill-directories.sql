-- Access keys 1 to $1 and users 1 to $2, by made-up names.
WITH keys AS (
  INSERT INTO access_key (id, key_id, secret_hash, last4, name, scopes)
  SELECT id, 'bench' || id, 'none', 'none', 'service ' || id, ARRAY['collect'] FROM generate_series(1, $1::bigint) AS id
  ON CONFLICT DO NOTHING
), users AS (
  INSERT INTO ledger_user (id, name)
  SELECT id, 'user_' || id FROM generate_series(1, $2::bigint) AS id
  ON CONFLICT DO NOTHING
)
SELECT
  setval(pg_get_serial_sequence('access_key', 'id'), greatest($1::bigint, 1)),
  setval(pg_get_serial_sequence('ledger_user', 'id'), greatest($2::bigint, 1));
