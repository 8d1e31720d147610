-- Until the transaction ends, reads whole tables only where nothing else can be done. The planner judges a BRIN index by how well a column's
-- order follows the table's, which for a bloom index means nothing: it would read every month from end to end.
SELECT set_config('enable_seqscan', 'off', true);
