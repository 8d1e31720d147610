-- Makes room: the export that was done first goes first.
UPDATE export_job SET state = 'expired'
WHERE id = (SELECT id FROM export_job WHERE state = 'done' ORDER BY finish_time, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id;
