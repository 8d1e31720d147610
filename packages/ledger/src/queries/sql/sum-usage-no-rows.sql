-- The second part of a statement (see sum-usage-cells.sql) where no row is wanted: it takes the same parameters.
part AS (
  SELECT * FROM cell
  WHERE num_nulls($14::bigint[], $15::bigint[], $18::usage_outcome[], $19::usage_quality[], $20::smallint[], $25::bigint, $26::bigint, $27::uuid, $28::uuid, $29::smallint) >= 0
),
