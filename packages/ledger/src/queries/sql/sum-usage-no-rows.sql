-- The third part of a statement (see sum-usage-segments.sql) where no row is wanted.
part AS (SELECT * FROM cell),
