-- Months of both usage tables. DEFAULT keeps a record whose month is missing: it is stored late in the wrong place, never refused.

CREATE TABLE access_key_usage_default PARTITION OF access_key_usage DEFAULT;
CREATE TABLE user_usage_default PARTITION OF user_usage DEFAULT;

-- Makes the partitions of `months` UTC months from the month of `from_date`. Safe to repeat and to run twice at once; moves nothing.
-- One row a partition: `created`, `kept` (it was there), or `blocked` (DEFAULT holds rows of that month: they must be moved first).
CREATE FUNCTION create_usage_partitions(from_date date, months integer)
RETURNS TABLE (partition_name text, result text)
LANGUAGE plpgsql AS $$
DECLARE
  parent      text;
  month_start timestamptz;
  month_end   timestamptz;
  in_default  boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('tokenledger.create_usage_partitions', 0));
  FOR month_number IN 0 .. months - 1 LOOP
    month_start := (date_trunc('month', from_date::timestamp) + make_interval(months => month_number)) AT TIME ZONE 'UTC';
    month_end := date_add(month_start, interval '1 month', 'UTC');
    FOREACH parent IN ARRAY ARRAY['access_key_usage', 'user_usage'] LOOP
      partition_name := parent || to_char(month_start AT TIME ZONE 'UTC', '"_"YYYY"_"MM');
      EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE occur_time >= $1 AND occur_time < $2)', parent || '_default')
        INTO in_default USING month_start, month_end;
      result := CASE WHEN to_regclass(partition_name) IS NOT NULL THEN 'kept' WHEN in_default THEN 'blocked' ELSE 'created' END;
      IF result = 'created' THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', partition_name, parent, month_start, month_end);
      END IF;
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;

-- This month, the two before (records may be 35 days old) and three ahead.
SELECT create_usage_partitions((date_trunc('month', now() AT TIME ZONE 'UTC') - interval '2 months')::date, 6);
