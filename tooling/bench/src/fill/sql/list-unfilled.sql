-- Databases of earlier runs that hold no finished fill.
SELECT datname FROM pg_database
WHERE NOT datistemplate AND datname <> 'postgres' AND shobj_description(oid, 'pg_database') IS NULL;
