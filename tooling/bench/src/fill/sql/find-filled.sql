-- What is noted of the database that this is asked in: a line of JSON, or null for one that is not filled, or not to its end.
SELECT shobj_description(oid, 'pg_database') AS note FROM pg_database WHERE datname = current_database();
