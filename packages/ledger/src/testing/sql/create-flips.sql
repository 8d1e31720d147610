-- For tests: one byte of a text, changed; what is null or empty gets a byte.
CREATE FUNCTION flip_text(given text, place integer, mask integer) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN CASE
  WHEN coalesce(given, '') = '' THEN 'x'
  ELSE overlay(given PLACING chr(ascii(substr(given, 1 + place % length(given), 1)) # mask) FROM 1 + place % length(given) FOR 1)
END;
