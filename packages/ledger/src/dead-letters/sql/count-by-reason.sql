-- How many records were put aside, and how many of them nobody has dealt with.
--
-- Returns one row for each reason there is: reason, count, open_count.
SELECT reason, count(*)::integer AS count, count(*) FILTER (WHERE resolve_time IS NULL)::integer AS open_count
FROM usage_dead_letter
GROUP BY reason
ORDER BY reason;
