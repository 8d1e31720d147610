-- $1 integer  most cells
-- Returns cells as noted, each with the name of its user, or null.
SELECT cell.totals, u.name
FROM (SELECT * FROM unmirrored_cell LIMIT $1::integer) AS cell
LEFT JOIN ledger_user u ON cell.dimension_type = 'user' AND u.id = cell.dimension_id;
