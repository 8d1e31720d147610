-- Where the lines of one day wait until every table has them: without it, each table would have to find the day among all that came before.
CREATE TEMPORARY TABLE filled_line (LIKE access_key_usage INCLUDING DEFAULTS);
