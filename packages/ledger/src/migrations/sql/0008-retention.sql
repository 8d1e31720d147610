-- Months whose single calls were dropped (decision 0022). Their sums stay, and nothing is ever counted into them again.

CREATE TABLE usage_dropped_month (
  month_start  timestamptz PRIMARY KEY,
  month_end    timestamptz NOT NULL,
  record_count bigint NOT NULL,
  byte_count   bigint NOT NULL,
  drop_time    timestamptz NOT NULL
);

-- A month that was dropped has no partition, so its records would land in DEFAULT, without the claims they must be held against.
-- SQLSTATE 23514 with the name of a constraint: the commit puts the record aside as a dead letter, and its neighbours are counted.
CREATE FUNCTION refuse_dropped_month() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM usage_dropped_month WHERE NEW.occur_time >= month_start AND NEW.occur_time < month_end) THEN
    RAISE EXCEPTION 'the single calls of this month were dropped' USING ERRCODE = 'check_violation', CONSTRAINT = 'usage_month_is_kept';
  END IF;
  RETURN NEW;
END
$$;

-- On DEFAULT alone, which is all but empty: a month that is there costs nothing.
CREATE TRIGGER access_key_usage_default_refuses_dropped BEFORE INSERT ON access_key_usage_default
FOR EACH ROW EXECUTE FUNCTION refuse_dropped_month();

-- As before, but a month that was dropped is not made again: `dropped`.
CREATE OR REPLACE FUNCTION create_usage_partitions(from_date date, months integer)
RETURNS TABLE (partition_name text, result text)
LANGUAGE plpgsql AS $$
DECLARE
  parent      text;
  start_time  timestamptz;
  end_time    timestamptz;
  in_default  boolean;
  is_dropped  boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('tokenledger.create_usage_partitions', 0));
  FOR month_number IN 0 .. months - 1 LOOP
    start_time := (date_trunc('month', from_date::timestamp) + make_interval(months => month_number)) AT TIME ZONE 'UTC';
    end_time := date_add(start_time, interval '1 month', 'UTC');
    is_dropped := EXISTS (SELECT FROM usage_dropped_month WHERE month_start = start_time);
    FOREACH parent IN ARRAY ARRAY['access_key_usage', 'user_usage'] LOOP
      partition_name := parent || to_char(start_time AT TIME ZONE 'UTC', '"_"YYYY"_"MM');
      EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE occur_time >= $1 AND occur_time < $2)', parent || '_default')
        INTO in_default USING start_time, end_time;
      result := CASE
        WHEN is_dropped THEN 'dropped'
        WHEN to_regclass(partition_name) IS NOT NULL THEN 'kept'
        WHEN in_default THEN 'blocked'
        ELSE 'created'
      END;
      IF result = 'created' THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', partition_name, parent, start_time, end_time);
      END IF;
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;

-- Drops the single calls of one UTC month from both usage tables, those in DEFAULT too. Sums stay. Safe to repeat: nothing then.
-- Holds both tables for a moment: commits wait.
CREATE FUNCTION drop_usage_month(start_time timestamptz, at_time timestamptz) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  end_time   timestamptz := date_add(start_time, interval '1 month', 'UTC');
  suffix     text := to_char(start_time AT TIME ZONE 'UTC', '"_"YYYY"_"MM');
  parent     text;
  records    bigint;
  bytes      bigint;
  size       bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('tokenledger.create_usage_partitions', 0));
  IF EXISTS (SELECT FROM usage_dropped_month WHERE month_start = start_time) THEN
    RETURN 0;
  END IF;
  bytes := 0;
  SELECT coalesce(sum(total_requests), 0) INTO records FROM usage_statistics
  WHERE dimension_type = 'access_key' AND period_type = 'month' AND period_start = start_time;
  FOREACH parent IN ARRAY ARRAY['access_key_usage', 'user_usage'] LOOP
    size := coalesce(pg_total_relation_size(to_regclass(parent || suffix)), 0);
    bytes := bytes + size;
    EXECUTE format('DROP TABLE IF EXISTS %I', parent || suffix);
    EXECUTE format('DELETE FROM %I WHERE occur_time >= $1 AND occur_time < $2', parent || '_default') USING start_time, end_time;
  END LOOP;
  INSERT INTO usage_dropped_month VALUES (start_time, end_time, records, bytes, at_time);
  RETURN records;
END
$$;
