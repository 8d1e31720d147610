-- Adds one entry at the end of the chain: actor id $1, login $2, role $3, session $4, network $5, action $6, outcome $7, parameters $8.
SELECT append_audit_entry(
  $1::bigint, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text
)::text AS seq;
