-- Makes the next edition of the price book, under lock_price_book().
--
-- $1 version   $2 actor   $3 reason
-- Rows to add, one element each: $4 id   $5 model   $6 price class   $7 service tier   $8 speed   $9 inference geo
-- $10 prompt from   $11 prompt to   $12 pico_usd   $13 valid from, $14 valid to (epoch milliseconds)   $15 confidence
-- $16 sources, JSON   $17 note
-- $18 ids of rows to remove
-- Names to add, one element each: $19 name   $20 model
--
-- Returns one row: added_count, removed_count, name_count.
WITH edition AS (
  INSERT INTO price_version (version, actor, reason) VALUES ($1::integer, $2::text, $3::text)
), removed AS (
  UPDATE model_price SET removed_version = $1::integer WHERE id = ANY ($18::text[]) AND removed_version IS NULL
  RETURNING id
), added AS (
  INSERT INTO model_price (
    id, model, price_class, service_tier, speed, inference_geo, prompt_from_tokens, prompt_to_tokens, pico_usd, valid_from, valid_to,
    confidence, sources, note, added_version
  )
  SELECT
    id, model, price_class, service_tier, speed, inference_geo, prompt_from_tokens, prompt_to_tokens, pico_usd,
    to_timestamp(valid_from_ms / 1000.0), to_timestamp(valid_to_ms / 1000.0),
    confidence, ARRAY(SELECT jsonb_array_elements_text(sources)), note, $1::integer
  FROM unnest(
    $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::integer[], $11::integer[], $12::bigint[], $13::bigint[],
    $14::bigint[], $15::text[], $16::jsonb[], $17::text[]
  ) AS r (
    id, model, price_class, service_tier, speed, inference_geo, prompt_from_tokens, prompt_to_tokens, pico_usd, valid_from_ms, valid_to_ms,
    confidence, sources, note
  )
  RETURNING id
), named AS (
  INSERT INTO price_name (name, model, added_version)
  SELECT name, model, $1::integer FROM unnest($19::text[], $20::text[]) AS n (name, model)
  RETURNING name
)
SELECT
  (SELECT count(*) FROM added)::integer AS added_count,
  (SELECT count(*) FROM removed)::integer AS removed_count,
  (SELECT count(*) FROM named)::integer AS name_count;
