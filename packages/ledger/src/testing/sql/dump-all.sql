-- For tests: every row of every table, as text.
SELECT schema_to_xml('public', true, false, '')::text AS dump;
