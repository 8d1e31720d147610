-- Sums of usage by bucket of time and by group, from the source that the caller chose. All give the same sums.
--
-- A statement is four files: this one; the cells of its source; sum-usage-rows.sql, or sum-usage-no-rows.sql where no row is wanted; and sum-usage-groups.sql,
-- or sum-usage-ranks.sql where only who is largest is asked for.
-- What is not read is left out, or it would be planned all the same: a statement of everything takes 5 ms to plan, of rollups alone 1.
--
-- rollup      cells of hours and days of everybody, by model, by feature, or of what names a user
-- statistics  cells of whole periods, for what asks for neither models nor features nor lifetimes of cache writes
-- breakdown   cells of hours by model and feature; of days, where they are summed, by one of them
-- outcomes    sums of days of everybody by outcome, quality and status, by model or by feature; days that are not summed are told by rows
-- rows        for what no cell holds: users within keys, keys within users, outcomes of keys and users. A record is a request where its
--             line 0 passes the filters, as in the breakdown.
-- Counts are bigint from step to step: numeric, which their sums would be, takes several times as long. Only money may outgrow it.
-- Whatever the source, rows also correct cells of hours that a bucket begins or ends in.
--
-- $1       source: rollup, statistics, breakdown, outcomes, rows
-- $2, $3   cells: dimension type, dimension ids or null for all
-- $4 to $7 cells, one element a segment: bucket, period type, first start, first start no more (epoch milliseconds)
-- $8 to $11 rows, one element a piece: bucket they are added to or null, bucket they are taken from or null, first instant, first instant no more,
--          as bounds of event ids, which hold the time, so that the indexes serve them
-- $12, $13 rows: access key ids, user ids, or null for all (without user ids rows without a user count too)
-- $14, $15 models, features, or null for all; empty text is "none"
-- $16 to $18 outcomes, rows: outcomes, qualities, statuses (0 is none), or null for all
-- $19      groups: of access_key, user, model, feature, outcome
-- $20      by what the largest groups are chosen: tokens, cost, requests; of ranks also weighted_tokens
-- $21      most groups, or null; the rest comes back as one
-- $22      rollup, outcomes, days of the breakdown: the label they are by; null where the answer takes two
-- $23 to $26 rows: from the first piece to the last (epoch milliseconds, and as event ids), for the planner, who does not look into arrays: it leaves
--          out months, and knows how many rows there may be
-- $27      rows: the least of the statuses where all are of failures, else null; so that the index of failures serves them
-- $28      cells, one element a segment: 1, or -1 for cells that are taken off
WITH segment AS MATERIALIZED (
  SELECT bucket, sign, period_type, to_timestamp(from_ms / 1000.0) AS period_from, to_timestamp(to_ms / 1000.0) AS period_to
  FROM unnest($4::integer[], $28::smallint[], $5::usage_period[], $6::bigint[], $7::bigint[]) AS s (bucket, sign, period_type, from_ms, to_ms)
  -- Every parameter has a type, whichever parts follow.
  WHERE num_nulls(
    $1::text, $2::text, $3::bigint[], $8::integer[], $9::integer[], $10::uuid[], $11::uuid[], $12::bigint[], $13::bigint[],
    $14::text[], $15::text[], $16::usage_outcome[], $17::usage_quality[], $18::smallint[], $22::usage_label, $23::bigint, $24::bigint, $25::uuid, $26::uuid,
    $27::smallint
  ) >= 0
),
