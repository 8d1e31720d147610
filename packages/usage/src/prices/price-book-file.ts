import { z } from "zod";
import { InvalidInputError } from "../errors.ts";
import { PriceBook, type PriceBookContent } from "./price-book.ts";
import { serverTools, tokenClasses, type PriceClass } from "./price-class.ts";
import { ANY, confidences, type PriceRow } from "./price-row.ts";

/** Highest price, in pico-USD per token or request: $10,000 per million tokens. All counts of a line at it still fit a 64-bit cost. */
export const PICO_USD_MAX = 10_000_000_000n;

const PicoUsd = z
  .string()
  .regex(/^\d{1,11}$/, { error: "must be whole pico-USD as text" })
  .transform((digits) => BigInt(digits))
  .refine((price) => price <= PICO_USD_MAX, { error: `must be at most ${PICO_USD_MAX}` });

const Instant = z.iso
  .datetime()
  .transform((text) => Date.parse(text))
  .nullable();

const provenance = {
  validFrom: Instant,
  validTo: Instant,
  confidence: z.enum(confidences),
  sources: z.array(z.string().min(1)).min(1),
  note: z.string().min(1).optional(),
};

const isForward = (from: number | null, to: number | null): boolean =>
  from === null || to === null || from < to;

const Rate = z
  .strictObject({
    serviceTier: z.string().min(1),
    speed: z.string().min(1),
    inferenceGeo: z.string().min(1),
    promptFromTokens: z.int().min(0),
    promptToTokens: z.int().min(1).nullable(),
    ...provenance,
    picoUsdPerToken: z.partialRecord(z.enum(tokenClasses), PicoUsd),
  })
  .refine((rate) => isForward(rate.validFrom, rate.validTo), { error: "must end after it starts" })
  .refine((rate) => isForward(rate.promptFromTokens, rate.promptToTokens), {
    error: "must be a band that holds a prompt",
  });

/**
 * A price book as a file: prices grouped by what they have in common, `picoUsdPerToken` as text because JSON numbers become floats.
 * `leftOut` says what is not in it and why, for whoever looks for it.
 */
export const PriceBookFile = z.strictObject({
  format: z.literal(1),
  readAt: z.iso.date(),
  sources: z.record(z.string(), z.string().min(1)),
  models: z.array(
    z.strictObject({
      id: z.string().min(1),
      aliases: z.array(z.string().min(1)),
      note: z.string().optional(),
      rates: z.array(Rate),
    }),
  ),
  serverTools: z.array(
    z.strictObject({ tool: z.enum(serverTools), ...provenance, picoUsdPerRequest: PicoUsd }),
  ),
  leftOut: z.array(z.string()),
});
export type PriceBookFile = z.output<typeof PriceBookFile>;

const instant = (timeMs: number | null): string =>
  timeMs === null ? "" : new Date(timeMs).toISOString();

/** A row's name out of what it prices and since when: the same figure in the next edition of a file is the same row. */
export const priceRowId = (row: Omit<PriceRow, "id">): string =>
  [
    row.model,
    row.priceClass,
    row.serviceTier,
    row.speed,
    row.inferenceGeo,
    `${row.promptFromTokens}-${row.promptToTokens ?? ""}`,
    instant(row.validFromMs),
  ].join("/");

const toRow = (row: Omit<PriceRow, "id">): PriceRow => ({ id: priceRowId(row), ...row });

type Provenance = Pick<PriceBookFile["serverTools"][number], keyof typeof provenance>;

const provenanceOf = (
  entry: Provenance,
  titles: PriceBookFile["sources"],
): Pick<PriceRow, "validFromMs" | "validToMs" | "confidence" | "sources" | "note"> => ({
  validFromMs: entry.validFrom,
  validToMs: entry.validTo,
  confidence: entry.confidence,
  sources: entry.sources.map((source) => {
    const title = titles[source];
    if (title === undefined) {
      throw new InvalidInputError("PRICE_SOURCE_UNKNOWN", `The file names no source "${source}".`);
    }
    return title;
  }),
  note: entry.note ?? null,
});

const tokenRows = (file: PriceBookFile): readonly PriceRow[] =>
  file.models.flatMap((model) =>
    model.rates.flatMap((rate) =>
      tokenClasses.flatMap((priceClass) => {
        const picoUsd = rate.picoUsdPerToken[priceClass];
        if (picoUsd === undefined) return [];
        return toRow({
          model: model.id,
          priceClass,
          serviceTier: rate.serviceTier,
          speed: rate.speed,
          inferenceGeo: rate.inferenceGeo,
          promptFromTokens: rate.promptFromTokens,
          promptToTokens: rate.promptToTokens,
          picoUsd,
          ...provenanceOf(rate, file.sources),
        });
      }),
    ),
  );

const toolRow = (
  priceClass: PriceClass,
  picoUsd: bigint,
  shared: ReturnType<typeof provenanceOf>,
): PriceRow =>
  toRow({
    model: ANY,
    priceClass,
    serviceTier: ANY,
    speed: ANY,
    inferenceGeo: ANY,
    promptFromTokens: 0,
    promptToTokens: null,
    picoUsd,
    ...shared,
  });

/**
 * Reads a price book out of a file's JSON.
 *
 * @param version what the book shall be called; the file carries none, a ledger counts its own.
 * @throws InvalidInputError PRICE_BOOK_INVALID naming every fault; PRICE_ROWS_OVERLAP, PRICE_NAME_AMBIGUOUS, PRICE_SOURCE_UNKNOWN.
 */
export const readPriceBookFile = (json: unknown, version: number): PriceBook => {
  const parsed = PriceBookFile.safeParse(json);
  if (!parsed.success) {
    throw new InvalidInputError("PRICE_BOOK_INVALID", z.prettifyError(parsed.error));
  }
  const file = parsed.data;
  const toolRows = file.serverTools.map((entry) =>
    toolRow(entry.tool, entry.picoUsdPerRequest, provenanceOf(entry, file.sources)),
  );
  const content: PriceBookContent = {
    version,
    models: file.models.map(({ id, aliases }) => ({ id, aliases })),
    rows: [...tokenRows(file), ...toolRows],
  };
  return new PriceBook(content);
};
