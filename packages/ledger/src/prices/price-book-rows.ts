import {
  confidences,
  priceClasses,
  type PriceBookContent,
  type PricedModel,
  type PriceRow,
} from "@tokenledger/usage";
import { z } from "zod";

const StoredRow = z.object({
  id: z.string(),
  model: z.string(),
  price_class: z.enum(priceClasses),
  service_tier: z.string(),
  speed: z.string(),
  inference_geo: z.string(),
  prompt_from_tokens: z.int(),
  prompt_to_tokens: z.int().nullable(),
  pico_usd: z.string().transform((digits) => BigInt(digits)),
  valid_from_ms: z.int().nullable(),
  valid_to_ms: z.int().nullable(),
  confidence: z.enum(confidences),
  sources: z.array(z.string()),
  note: z.string().nullable(),
});

/** An edition as `read-price-book.sql` returns it. */
export const StoredBook = z.object({
  known: z.boolean(),
  rows: z.array(StoredRow),
  names: z.array(z.object({ name: z.string(), model: z.string() })),
});
export type StoredBook = z.output<typeof StoredBook>;

const priceRow = (row: z.output<typeof StoredRow>): PriceRow => ({
  id: row.id,
  model: row.model,
  priceClass: row.price_class,
  serviceTier: row.service_tier,
  speed: row.speed,
  inferenceGeo: row.inference_geo,
  promptFromTokens: row.prompt_from_tokens,
  promptToTokens: row.prompt_to_tokens,
  picoUsd: row.pico_usd,
  validFromMs: row.valid_from_ms,
  validToMs: row.valid_to_ms,
  confidence: row.confidence,
  sources: row.sources,
  note: row.note,
});

const pricedModels = (names: StoredBook["names"]): readonly PricedModel[] => {
  const models = new Map<string, string[]>();
  for (const { name, model } of names) {
    const aliases = models.get(model) ?? [];
    if (name !== model) aliases.push(name);
    models.set(model, aliases);
  }
  return [...models].map(([id, aliases]) => ({ id, aliases }));
};

/** Puts an edition together. A model's own id is always one of its names. */
export const bookContent = (stored: StoredBook, version: number): PriceBookContent => ({
  version,
  models: pricedModels(stored.names),
  rows: stored.rows.map(priceRow),
});

type RowColumn = (row: PriceRow) => string | number | null;

const rowColumns: readonly RowColumn[] = [
  (row) => row.id,
  (row) => row.model,
  (row) => row.priceClass,
  (row) => row.serviceTier,
  (row) => row.speed,
  (row) => row.inferenceGeo,
  (row) => row.promptFromTokens,
  (row) => row.promptToTokens,
  (row) => row.picoUsd.toString(),
  (row) => row.validFromMs,
  (row) => row.validToMs,
  (row) => row.confidence,
  (row) => JSON.stringify(row.sources),
  (row) => row.note,
];

/** The parameters $4 to $17 of `add-price-version.sql`: one array a column. */
export const priceRowColumns = (
  rows: readonly PriceRow[],
): readonly (readonly (string | number | null)[])[] => rowColumns.map((column) => rows.map(column));
