import { confidences, PICO_USD_MAX, priceClasses } from "@tokenledger/usage";
import { z } from "zod";
import { forward, Id, isForward, searchText } from "../usage/usage-inputs.ts";

/** Most prices one change may add, remove or hold. The whole shipped book is about 500. */
export const PRICES_PER_CHANGE_MAX = 2_000;
const MODELS_PER_CHANGE_MAX = 200;
const ALIASES_MAX = 50;
const TOKENS_BAND_MAX = 2_000_000_000;

/** Pico-USD per token (1,000,000 is $1 per million tokens) or per request of a server tool. */
const PicoUsd = z.bigint().min(0n).max(PICO_USD_MAX);
const Reason = searchText(500);
const PriceId = searchText(512);

const Instant = z.date().nullable();

const priceFields = {
  model: searchText(128),
  priceClass: z.enum(priceClasses),
  serviceTier: searchText(64).default("standard"),
  speed: searchText(64).default("standard"),
  inferenceGeo: searchText(64).default("global"),
  /** Prompt band, in tokens: from included, to not; null is open. */
  promptFromTokens: z.int().min(0).max(TOKENS_BAND_MAX).default(0),
  promptToTokens: z.int().min(1).max(TOKENS_BAND_MAX).nullable().default(null),
  picoUsd: PicoUsd,
  /** Half-open; null is open. */
  validFrom: Instant.default(null),
  validTo: Instant.default(null),
  confidence: z.enum(confidences),
  /** Where the figure was read. */
  sources: z.array(searchText(500)).min(1).max(10),
  note: searchText(1000).nullable().default(null),
};

interface Span {
  readonly validFrom?: Date | null | undefined;
  readonly validTo?: Date | null | undefined;
  readonly promptFromTokens: number;
  readonly promptToTokens: number | null;
}

const endsLater = ({ validFrom, validTo }: Pick<Span, "validFrom" | "validTo">): boolean =>
  (validFrom?.getTime() ?? -Infinity) < (validTo?.getTime() ?? Infinity);
const holdsPrompts = ({ promptFromTokens, promptToTokens }: Span): boolean =>
  promptFromTokens < (promptToTokens ?? Infinity);

const Price = z
  .object(priceFields)
  .refine(endsLater, { error: "must end after it starts", path: ["validTo"] })
  .refine(holdsPrompts, { error: "must be above promptFromTokens", path: ["promptToTokens"] });
export type Price = z.output<typeof Price>;

/** Which edition of the book. Missing: the one in force. */
export const BookInput = z.object({ version: z.int().min(1).optional() }).default({});

/** Prices and names of models to add. */
export const NewPricesInput = z.object({
  prices: z.array(Price).max(PRICES_PER_CHANGE_MAX),
  models: z
    .array(
      z.object({
        id: searchText(128),
        aliases: z.array(searchText(128)).max(ALIASES_MAX).default([]),
      }),
    )
    .max(MODELS_PER_CHANGE_MAX)
    .default([]),
  reason: Reason,
});

/** A price corrected, or ended: what is given replaces what stands. The row that stood is kept in its editions. */
export const PriceUpdateInput = z.object({
  id: PriceId,
  picoUsd: PicoUsd.optional(),
  validFrom: Instant.optional(),
  validTo: Instant.optional(),
  confidence: z.enum(confidences).optional(),
  sources: priceFields.sources.optional(),
  note: searchText(1000).nullable().optional(),
  reason: Reason,
});

/** A price book as a file (the form of the one that is shipped). A dry run unless told otherwise. */
export const BookFileInput = z.object({
  file: z.unknown(),
  dryRun: z.boolean().default(true),
  reason: Reason,
});

/** Prices taken out of the book. */
export const PriceRemovalInput = z.object({
  ids: z.array(PriceId).min(1).max(PRICES_PER_CHANGE_MAX),
  reason: Reason,
});

const scope = {
  models: z.array(searchText(128)).max(MODELS_PER_CHANGE_MAX).optional(),
  accessKeyIds: z.array(Id).max(MODELS_PER_CHANGE_MAX).optional(),
};

/** Stored lines to price anew. A dry run unless told otherwise; applying asks for a reason. */
export const RepriceInput = z
  .object({
    /** Included. */
    startDate: z.date(),
    /** Not included. */
    endDate: z.date(),
    ...scope,
    dryRun: z.boolean().default(true),
    reason: Reason.optional(),
  })
  .refine(isForward, forward)
  .refine(({ dryRun, reason }) => dryRun || reason !== undefined, {
    error: "must say why",
    path: ["reason"],
  });

/** A run to undo. */
export const UndoInput = z.object({ runId: Id, reason: Reason });
