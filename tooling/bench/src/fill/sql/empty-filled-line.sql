TRUNCATE filled_line;
