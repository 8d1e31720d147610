-- Of the transaction, whose first statement this is.
SELECT floor(extract(epoch FROM now()) * 1000)::float8 AS now_ms;
