-- For tests: spoils column $2 of entry $1 at bit or byte $3 with mask $4 (1 to 15: text stays text). A seq moves beyond the 64 first, which are taken.
UPDATE audit_entry SET
  seq = CASE $2 WHEN 'seq' THEN seq # (1::bigint << (6 + $3 % 56)) ELSE seq END,
  time = CASE $2 WHEN 'time' THEN time + make_interval(secs => (1::bigint << ($3 % 40)) / 1000000.0) ELSE time END,
  actor_id = CASE $2 WHEN 'actor_id' THEN coalesce(actor_id, 0) # (1::bigint << ($3 % 62)) ELSE actor_id END,
  actor_login = CASE $2 WHEN 'actor_login' THEN flip_text(actor_login, $3, $4) ELSE actor_login END,
  actor_role = CASE $2 WHEN 'actor_role' THEN flip_text(actor_role, $3, $4) ELSE actor_role END,
  session = CASE $2 WHEN 'session' THEN flip_text(session, $3, $4) ELSE session END,
  network = CASE $2 WHEN 'network' THEN flip_text(network, $3, $4) ELSE network END,
  action = CASE $2 WHEN 'action' THEN flip_text(action, $3, $4) ELSE action END,
  outcome = CASE $2 WHEN 'outcome' THEN flip_text(outcome, $3, $4) ELSE outcome END,
  parameters = CASE $2 WHEN 'parameters' THEN flip_text(parameters, $3, $4) ELSE parameters END,
  prev_hash = CASE $2 WHEN 'prev_hash' THEN flip_text(prev_hash, $3, $4) ELSE prev_hash END,
  hash = CASE $2 WHEN 'hash' THEN flip_text(hash, $3, $4) ELSE hash END
WHERE seq = $1::bigint AND $3::integer >= 0 AND $4::integer > 0 AND $2::text IS NOT NULL
RETURNING seq::text;
