-- Grants each role of deploy/postgres/10-roles.sql what its process does, and takes back whatever else it had. Where there are no such roles,
-- nothing. Runs at the end of every migration, in its transaction. Safe to repeat.
--
-- Nobody but the owner may make or drop a partition, add to the audit log or pseudonymise a user: functions that run as the owner do (0017).
DO $$
DECLARE
  role_name text;
BEGIN
  IF to_regrole('tokenledger_ingest') IS NULL OR to_regrole('tokenledger_server') IS NULL OR to_regrole('tokenledger_scheduler') IS NULL THEN
    RETURN;
  END IF;
  FOREACH role_name IN ARRAY ARRAY['tokenledger_ingest', 'tokenledger_server', 'tokenledger_scheduler'] LOOP
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', current_schema(), role_name);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM %I', current_schema(), role_name);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), role_name);
  END LOOP;

  -- Every process: which schema this is, and the commit of usage.
  GRANT SELECT ON
    ledger_migration, access_key_usage, user_usage, usage_statistics, usage_breakdown, usage_rollup, usage_dropped_month,
    usage_dead_letter, ledger_user, price_version, model_price, price_name
  TO tokenledger_ingest, tokenledger_server, tokenledger_scheduler;

  -- The flusher, and the server while Redis is away.
  GRANT INSERT ON access_key_usage, user_usage, usage_statistics, usage_breakdown, usage_rollup, usage_dead_letter, ledger_user
  TO tokenledger_ingest, tokenledger_server;
  GRANT UPDATE ON usage_statistics, usage_breakdown, usage_rollup TO tokenledger_ingest, tokenledger_server, tokenledger_scheduler;
  GRANT USAGE ON usage_row_number, usage_revision TO tokenledger_ingest, tokenledger_server, tokenledger_scheduler;

  -- What changes sums past Redis notes them for it, and the server hands them over.
  GRANT SELECT, INSERT, UPDATE ON unmirrored_cell TO tokenledger_server, tokenledger_scheduler;
  GRANT DELETE ON unmirrored_cell TO tokenledger_server;

  -- Sums of days that have ended: the scheduler makes them.
  GRANT SELECT ON usage_breakdown_day, usage_outcome_day, usage_summed_day, usage_day_version TO tokenledger_server, tokenledger_scheduler;
  GRANT INSERT, DELETE ON usage_breakdown_day, usage_outcome_day TO tokenledger_scheduler;
  GRANT INSERT, UPDATE ON usage_summed_day TO tokenledger_scheduler;

  -- What people do.
  GRANT SELECT, INSERT, UPDATE ON
    access_key, ledger_user, member, quota_open_pass, alert_channel, alert_rule, alert_event, alert_delivery, aggregate_job, export_job,
    price_version, model_price, price_name, price_run, price_run_line, reconcile_run
  TO tokenledger_server;
  GRANT SELECT, INSERT, UPDATE, DELETE ON
    member_user, member_session, quota, anthropic_key_link, reconcile_cell, reconcile_gap
  TO tokenledger_server;
  GRANT UPDATE (resolve_time, resolution) ON usage_dead_letter TO tokenledger_server;
  GRANT SELECT ON audit_entry, audit_head, job_run, counter_check, access_key_usage_default, user_usage_default TO tokenledger_server;
  GRANT EXECUTE ON FUNCTION
    append_audit_entry(bigint, text, text, text, text, text, text, text),
    pseudonymise_user(bigint, text, boolean, timestamptz)
  TO tokenledger_server;

  -- What is due.
  GRANT SELECT ON quota, quota_open_pass, alert_channel, anthropic_key_link, access_key_usage_default, user_usage_default
  TO tokenledger_scheduler;
  GRANT SELECT (id, key_id, last4, name, scopes, create_time, disabled_at, expires_at, last_used_at, rotated_at) ON access_key
  TO tokenledger_scheduler;
  GRANT SELECT, INSERT, UPDATE ON
    alert_rule, alert_event, alert_delivery, aggregate_job, export_job, price_run, price_run_line, reconcile_run
  TO tokenledger_scheduler;
  GRANT SELECT, INSERT, UPDATE, DELETE ON job_run, counter_check, reconcile_cell, reconcile_gap TO tokenledger_scheduler;
  -- A rebuild removes sums that no call is left for.
  GRANT INSERT, DELETE ON usage_statistics, usage_breakdown, usage_rollup TO tokenledger_scheduler;
  GRANT UPDATE (unpriced_pass_time) ON price_version TO tokenledger_scheduler;

  -- Of a call its cost alone ever changes: when it is priced anew, or for the first time.
  GRANT UPDATE (cost_pico_usd, price_version) ON access_key_usage, user_usage TO tokenledger_server, tokenledger_scheduler;
  GRANT EXECUTE ON FUNCTION create_usage_partitions(date, integer), drop_usage_month(timestamptz, timestamptz)
  TO tokenledger_server, tokenledger_scheduler;
END
$$;
