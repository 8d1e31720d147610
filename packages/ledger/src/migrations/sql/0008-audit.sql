-- What people did, for ever: append-only, each entry hashed with the hash of the one before (decision 0021).

CREATE TABLE audit_entry (
  seq         bigint PRIMARY KEY,
  time        timestamptz NOT NULL,
  actor_id    bigint,
  actor_login text,
  actor_role  text,
  session     text,
  network     text,
  action      text NOT NULL,
  outcome     text NOT NULL,
  -- Text, not jsonb: what is hashed is what is stored, byte by byte.
  parameters  text NOT NULL,
  prev_hash   text NOT NULL,
  hash        text NOT NULL
);

-- The end of the chain: without it, entries cut off at the end would leave a whole chain behind. Its lock is the writers' queue.
CREATE TABLE audit_head (
  id   boolean PRIMARY KEY DEFAULT true CONSTRAINT audit_head_is_one CHECK (id),
  seq  bigint NOT NULL,
  hash text NOT NULL
);
INSERT INTO audit_head (seq, hash) VALUES (0, repeat('0', 64));

-- A JSON array of every column: no two entries have the same text. Time in microseconds: what timestamptz holds, whatever the session's zone.
CREATE FUNCTION audit_entry_hash(entry audit_entry) RETURNS text
LANGUAGE sql STABLE
RETURN encode(sha256(convert_to(json_build_array(
  (entry).prev_hash, (entry).seq, (extract(epoch FROM (entry).time) * 1000000)::bigint, (entry).actor_id, (entry).actor_login,
  (entry).actor_role, (entry).session, (entry).network, (entry).action, (entry).outcome, (entry).parameters
)::text, 'UTF8')), 'hex');

-- Adds one entry at the end. Waits for whoever adds one just now, until their transaction ends.
CREATE FUNCTION append_audit_entry(
  actor_id bigint, actor_login text, actor_role text, session text, network text, action text, outcome text, parameters text
) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  head  audit_head;
  entry audit_entry;
BEGIN
  SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
  entry := ROW (
    head.seq + 1, clock_timestamp(), actor_id, actor_login, actor_role, session, network, action, outcome, parameters, head.hash, ''
  );
  entry.hash := audit_entry_hash(entry);
  INSERT INTO audit_entry VALUES (entry.*);
  UPDATE audit_head SET seq = entry.seq, hash = entry.hash;
  RETURN entry.seq;
END
$$;

CREATE FUNCTION refuse_audit_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END
$$;

CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
