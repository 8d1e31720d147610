-- For tests: takes entry $1 out.
DELETE FROM audit_entry WHERE seq = $1::bigint RETURNING seq::text;
