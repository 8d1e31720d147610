-- What only the schema's owner may do is done by functions that run as the owner, so that no process needs to be the owner: months are made and
-- dropped, the audit log is added to, a name is taken out of calls. Who may call them is granted by sql/grant-roles.sql.
--
-- The search path is pinned: a caller's own could bring a table of theirs into a function that runs as somebody else.
DO $$
DECLARE
  signature text;
BEGIN
  FOREACH signature IN ARRAY ARRAY[
    'create_usage_partitions(date, integer)',
    'drop_usage_month(timestamptz, timestamptz)',
    'append_audit_entry(bigint, text, text, text, text, text, text, text)',
    'pseudonymise_user(bigint, text, boolean, timestamptz)'
  ] LOOP
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', signature, current_schema());
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', signature);
  END LOOP;
END
$$;
