-- All that commits wrote, one text a row. Users by name: their ids depend on who came first.
SELECT line
FROM (
  SELECT 'key_row ' || (to_jsonb(t) - '{id,create_time,user_id}'::text[] || jsonb_build_object('user', u.name))::text AS line
  FROM access_key_usage t LEFT JOIN ledger_user u ON u.id = t.user_id
  UNION ALL
  SELECT 'user_row ' || (to_jsonb(t) - '{id,create_time,user_id}'::text[] || jsonb_build_object('user', u.name))::text
  FROM user_usage t LEFT JOIN ledger_user u ON u.id = t.user_id
  UNION ALL
  SELECT 'cell ' || (to_jsonb(t) - '{last_update_time,revision,dimension_id}'::text[]
    || jsonb_build_object('of', CASE t.dimension_type WHEN 'user' THEN u.name ELSE t.dimension_id::text END))::text
  FROM usage_statistics t LEFT JOIN ledger_user u ON u.id = t.dimension_id AND t.dimension_type = 'user'
  UNION ALL
  SELECT 'breakdown ' || (to_jsonb(t) - '{last_update_time,dimension_id}'::text[]
    || jsonb_build_object('of', CASE t.dimension_type WHEN 'user' THEN u.name ELSE t.dimension_id::text END))::text
  FROM usage_breakdown t LEFT JOIN ledger_user u ON u.id = t.dimension_id AND t.dimension_type = 'user'
  UNION ALL
  SELECT 'rollup ' || (to_jsonb(t) - '{last_update_time}'::text[])::text FROM usage_rollup t
  UNION ALL
  SELECT 'dead ' || (to_jsonb(t) - '{id,create_time}'::text[])::text FROM usage_dead_letter t
) AS everything
ORDER BY line COLLATE "C";
