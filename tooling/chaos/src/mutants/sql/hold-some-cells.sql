-- Holds one cell in sixteen: whoever writes many of them stops somewhere on its way, with others locked.
SELECT 1 FROM usage_statistics
WHERE hashtext(dimension_type || ' ' || dimension_id || ' ' || period_type || ' ' || period_start) % 16 = 0
FOR UPDATE
