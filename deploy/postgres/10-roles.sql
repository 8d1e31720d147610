-- The roles of least privilege. Run by a superuser, once a server; safe to repeat. What each may do is granted by `tokenledger migrate`
-- (packages/ledger/src/sql/grant-roles.sql), anew at every run, so that a new table is never forgotten.
--
--   tokenledger_owner      migrate, setup: owns the schema. No running process needs it.
--   tokenledger_ingest     flush: adds usage and sums. Deletes nothing, and changes no call.
--   tokenledger_server     serve: the same (collect goes past Redis while it is away), and what people do through the page.
--   tokenledger_scheduler  schedule: the recurring jobs. Sees no password, no session and no secret of a key.
--
-- They have no password until one is set: ALTER ROLE tokenledger_server PASSWORD '…';
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['tokenledger_owner', 'tokenledger_ingest', 'tokenledger_server', 'tokenledger_scheduler'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- Made before, or by somebody else at this moment.
    END;
  END LOOP;
END
$$;
