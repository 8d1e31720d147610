-- Of what moment the breakdown of a UTC day is: the versions (xmin) of the day's rows by model in usage_rollup. Whoever changes a cell of the breakdown writes
-- one of those rows in the same transaction. Days without usage have none. Sums of a day are of this moment where usage_summed_day.as_of is the same.
CREATE VIEW usage_day_version AS
SELECT period_start, string_agg(xmin::text, ' ' ORDER BY label COLLATE "C") AS as_of
FROM usage_rollup
WHERE label_type = 'model' AND period_type = 'day'
GROUP BY period_start;
