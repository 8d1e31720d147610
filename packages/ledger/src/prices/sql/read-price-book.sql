-- The price book as it was at an edition.
--
-- $1 version
-- Returns one row: rows and names, as JSON; known, whether there is such an edition. Prices are text: JSON numbers lose digits.
SELECT
  EXISTS (SELECT FROM price_version WHERE version = $1::integer) AS known,
  (
    SELECT coalesce(json_agg(json_build_object(
      'id', id,
      'model', model,
      'price_class', price_class,
      'service_tier', service_tier,
      'speed', speed,
      'inference_geo', inference_geo,
      'prompt_from_tokens', prompt_from_tokens,
      'prompt_to_tokens', prompt_to_tokens,
      'pico_usd', pico_usd::text,
      'valid_from_ms', (extract(epoch FROM valid_from) * 1000)::bigint,
      'valid_to_ms', (extract(epoch FROM valid_to) * 1000)::bigint,
      'confidence', confidence,
      'sources', sources,
      'note', note
    ) ORDER BY id COLLATE "C"), '[]')
    FROM model_price
    WHERE added_version <= $1::integer AND (removed_version IS NULL OR removed_version > $1::integer)
  ) AS rows,
  (
    SELECT coalesce(json_agg(json_build_object('name', name, 'model', model) ORDER BY name COLLATE "C"), '[]')
    FROM price_name
    WHERE added_version <= $1::integer
  ) AS names;
