-- Takes the name of one user out of everything the ledger keeps; no count, cost or id changes (decision 0022).
-- One row a place: where, and how many rows hold the name. A rehearsal changes nothing.
CREATE FUNCTION pseudonymise_user(subject_id bigint, pseudonym text, is_rehearsal boolean, at_time timestamptz)
RETURNS TABLE (place text, row_count bigint)
LANGUAGE plpgsql AS $$
DECLARE
  old_name  text;
  in_json   text;
  new_json  text;
BEGIN
  SELECT name INTO STRICT old_name FROM ledger_user WHERE id = subject_id FOR UPDATE;
  -- As it stands in a record's JSON, with its field: the same word elsewhere in a record is not this user's name.
  in_json := '"user":' || to_json(old_name);
  new_json := '"user":' || to_json(pseudonym);

  place := 'user'; row_count := 1; RETURN NEXT;
  IF NOT is_rehearsal THEN
    UPDATE ledger_user SET name = pseudonym, display_name = NULL, note = NULL, pseudonymised_at = at_time WHERE id = subject_id;
  END IF;

  place := 'dead letters';
  SELECT count(*) INTO row_count FROM usage_dead_letter WHERE position(in_json IN record::text) > 0;
  RETURN NEXT;
  IF NOT is_rehearsal THEN
    UPDATE usage_dead_letter SET record = replace(record::text, in_json, new_json)::json WHERE position(in_json IN record::text) > 0;
  END IF;

  -- Found through user_usage, whose key begins with the user.
  place := 'tags of calls';
  SELECT count(*) INTO row_count
  FROM user_usage u
  JOIN access_key_usage a USING (access_key_id, event_id, line, occur_time)
  WHERE u.user_id = subject_id AND u.line = 0 AND a.tags @? format('$.* ? (@ == %s)', to_json(old_name))::jsonpath;
  RETURN NEXT;
  IF NOT is_rehearsal AND row_count > 0 THEN
    UPDATE access_key_usage a
    SET tags = (
      SELECT jsonb_object_agg(tag.key, CASE WHEN tag.value = to_jsonb(old_name) THEN to_jsonb(pseudonym) ELSE tag.value END)
      FROM jsonb_each(a.tags) AS tag
    )
    FROM user_usage u
    WHERE u.user_id = subject_id AND u.line = 0
      AND a.access_key_id = u.access_key_id AND a.event_id = u.event_id AND a.line = u.line AND a.occur_time = u.occur_time
      AND a.tags @? format('$.* ? (@ == %s)', to_json(old_name))::jsonpath;
  END IF;

  -- A link would say who the pseudonym is.
  place := 'members';
  SELECT count(*) INTO row_count FROM member_user WHERE user_name = old_name;
  RETURN NEXT;
  IF NOT is_rehearsal THEN
    DELETE FROM member_user WHERE user_name = old_name;
  END IF;

  place := 'quotas';
  SELECT count(*) INTO row_count FROM quota WHERE scope = 'user' AND scope_value = old_name;
  RETURN NEXT;
  IF NOT is_rehearsal THEN
    UPDATE quota SET scope_value = pseudonym WHERE scope = 'user' AND scope_value = old_name;
  END IF;
END
$$;
