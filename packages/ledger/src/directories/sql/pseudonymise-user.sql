-- Takes the name of user $1 out of what the ledger keeps, $2 in its place, at $4 (epoch milliseconds). $3: only says what it would do.
SELECT place, row_count::text FROM pseudonymise_user($1::bigint, $2::text, $3::boolean, to_timestamp($4::bigint / 1000.0));
