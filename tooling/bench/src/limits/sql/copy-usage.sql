-- Measures binary COPY into access_key_usage by itself, in a database whose table is empty: files of 5,000 rows, each in a transaction of its own,
-- read by the server, so that no client is in the way. The rows are those that a flusher wrote to another database, in the order of their commit.
--
-- Functions, for COPY takes no parameters; pg_temp, so that nothing of it stays.
CREATE FUNCTION pg_temp.written_columns() RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
  FROM pg_attribute
  WHERE attrelid = 'access_key_usage'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
$$;

CREATE FUNCTION pg_temp.copy_out(folder text, file_count integer, rows_per_file integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  CREATE TEMP TABLE numbered ON COMMIT DROP AS
    SELECT *, (row_number() OVER (ORDER BY id) - 1) / rows_per_file AS file_number FROM access_key_usage;
  FOR n IN 0..file_count - 1 LOOP
    EXECUTE format(
      'COPY (SELECT %s FROM numbered WHERE file_number = %s) TO %L WITH (FORMAT binary)', pg_temp.written_columns(), n, folder || '/rows.' || n
    );
  END LOOP;
END
$$;

CREATE PROCEDURE pg_temp.copy_in(folder text, file_count integer) LANGUAGE plpgsql AS $$
BEGIN
  FOR n IN 0..file_count - 1 LOOP
    EXECUTE format('COPY access_key_usage (%s) FROM %L WITH (FORMAT binary)', pg_temp.written_columns(), folder || '/rows.' || n);
    COMMIT;
  END LOOP;
END
$$;
