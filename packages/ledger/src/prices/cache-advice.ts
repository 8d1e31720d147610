import type {
  AccessScope,
  BandGuard,
  CacheAdvice,
  CacheAdviceReport,
  LinePrice,
  PriceBook,
  PriceClass,
  UsageFilter,
} from "@tokenledger/usage";
import { z } from "zod";
import { eventIdBound } from "../queries/event-id-bound.ts";
import { latestStart } from "../queries/latest-start.ts";
import { resolveFilter } from "../queries/resolved-filter.ts";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { priceGroup, readLineGroups, type LineGroup } from "./line-groups.ts";
import type { PriceBooks } from "./price-books.ts";

/**
 * Their lines and pauses are read in half a second. What caching is worth shows in some hours as in a month: a month of ten million calls took
 * longer than a statement may.
 */
const REQUESTS_MAX = 50_000;

const Whole = z.string().transform((text) => BigInt(text));
const Text = z.string().nullable();

const PauseRow = z.object({
  access_key_id: z.string(),
  feature: Text,
  model: Text,
  written_tokens: Whole,
  rewritten_tokens: Whole,
});
type PauseRow = z.output<typeof PauseRow>;

const READ_CACHE_PAUSES = {
  text: sqlFile(new URL("./sql/read-cache-pauses.sql", import.meta.url)),
  row: PauseRow,
};

const placeKey = (accessKeyId: string, feature: string | null, model: string | null): string =>
  JSON.stringify([accessKeyId, feature, model]);

const priceOf = (price: LinePrice, priceClass: PriceClass): bigint | null =>
  price.components.find((part) => part.priceClass === priceClass)?.row?.picoUsd ?? null;

/** All five token prices of a group's terms: one token of each is priced at them. */
const oneOfEach = (group: LineGroup, promptTokens: number, book: PriceBook): LinePrice =>
  priceGroup(
    {
      ...group,
      line: {
        ...group.line,
        inputTokens: 1,
        cacheWrite5mTokens: 1,
        cacheWrite1hTokens: 1,
        cacheWriteUnsplitTokens: 0,
        cacheReadTokens: 1,
        outputTokens: 1,
        webSearchRequests: 0,
        webFetchRequests: 0,
      },
      context: { ...group.context, promptTokens },
    },
    book,
  );

/** Smallest number of reuses n with w1 + n x r < (n + 1) x w5: a one-hour write and n reads against n + 1 five-minute writes. */
const breakEvenReuses = (unit: LinePrice): number | null => {
  const [fiveMinutes, oneHour, read] = [
    priceOf(unit, "cacheWrite5m"),
    priceOf(unit, "cacheWrite1h"),
    priceOf(unit, "cacheRead"),
  ];
  if (fiveMinutes === null || oneHour === null || read === null || fiveMinutes <= read) return null;
  return Number((oneHour - fiveMinutes) / (fiveMinutes - read)) + 1;
};

/** What a place's prices say of the pauses seen: one-hour writes for all five-minute ones, reads for what was written again. */
const oneHourSaving = (unit: LinePrice, pause: PauseRow | undefined): bigint => {
  const fiveMinutes = priceOf(unit, "cacheWrite5m");
  const oneHour = priceOf(unit, "cacheWrite1h");
  const read = priceOf(unit, "cacheRead");
  if (pause === undefined || fiveMinutes === null || oneHour === null || read === null) return 0n;
  const kept = pause.written_tokens - pause.rewritten_tokens;
  return pause.rewritten_tokens * (fiveMinutes - read) - kept * (oneHour - fiveMinutes);
};

interface Band {
  readonly promptTokensMax: number;
  readonly nearTokens: number;
}

/** Lowest band of each model that has one, by the model's plain id. */
const lowestBands = (book: PriceBook): ReadonlyMap<string, Band> => {
  const bands = new Map<string, Band>();
  for (const { model, promptFromTokens, promptToTokens, validToMs } of book.rows) {
    if (promptFromTokens > 0 || promptToTokens === null || validToMs !== null) continue;
    const promptTokensMax = promptToTokens - 1;
    bands.set(model, {
      promptTokensMax,
      nearTokens: promptTokensMax - Math.trunc(promptTokensMax / 10),
    });
  }
  return bands;
};

type Sums = { -readonly [Name in keyof CacheAdvice]: CacheAdvice[Name] };

const sumOf = (
  price: LinePrice,
  take: (part: LinePrice["components"][number]) => boolean,
): { readonly quantity: bigint; readonly cost: bigint } => {
  const parts = price.components.filter(take);
  return {
    quantity: parts.reduce((sum, part) => sum + part.quantity, 0n),
    cost: parts.reduce((sum, part) => sum + part.costPicoUsd, 0n),
  };
};

const isWrite = (priceClass: PriceClass): boolean =>
  priceClass === "cacheWrite5m" || priceClass === "cacheWrite1h";

const guardOf = (
  group: LineGroup,
  price: LinePrice,
  band: Band,
  book: PriceBook,
): Omit<BandGuard, "promptTokensMax"> => {
  const promptTokens = group.context.promptTokens ?? 0;
  const requests = BigInt(group.requestCount);
  if (promptTokens <= band.promptTokensMax) {
    const isNear = promptTokens >= band.nearTokens;
    return { requestsOver: 0n, requestsNear: isNear ? requests : 0n, extraPicoUsd: 0n };
  }
  const below = priceGroup({ ...group, context: { ...group.context, promptTokens: 0 } }, book);
  const [cost, lower] = [price.costPicoUsd, below.costPicoUsd];
  const extraPicoUsd = cost === null || lower === null ? 0n : cost - lower;
  return { requestsOver: requests, requestsNear: 0n, extraPicoUsd };
};

const mergeGuards = (
  known: BandGuard | null,
  band: Band,
  more: Omit<BandGuard, "promptTokensMax">,
): BandGuard => ({
  promptTokensMax: band.promptTokensMax,
  requestsOver: more.requestsOver + (known?.requestsOver ?? 0n),
  requestsNear: more.requestsNear + (known?.requestsNear ?? 0n),
  extraPicoUsd: more.extraPicoUsd + (known?.extraPicoUsd ?? 0n),
});

const emptySums = (group: LineGroup): Sums => ({
  accessKeyId: group.accessKeyId ?? "",
  feature: group.feature,
  model: group.line.model,
  requests: 0n,
  writtenTokens: 0n,
  readTokens: 0n,
  writePremiumPicoUsd: 0n,
  readSavingPicoUsd: 0n,
  unreadTokensMin: 0n,
  unreadPicoUsd: 0n,
  breakEvenReuses: null,
  oneHourSavingPicoUsd: 0n,
  bandGuard: null,
});

const addGroup = (
  sums: Sums,
  group: LineGroup,
  book: PriceBook,
  band: Band | undefined,
): { readonly writeCost: bigint; readonly unit: LinePrice } => {
  const price = priceGroup(group, book);
  const unit = oneOfEach(group, group.context.promptTokens ?? 0, book);
  const input = priceOf(unit, "input") ?? 0n;
  const writes = sumOf(price, (part) => isWrite(part.priceClass));
  const reads = sumOf(price, (part) => part.priceClass === "cacheRead");
  sums.requests += BigInt(group.requestCount);
  sums.writtenTokens += writes.quantity;
  sums.readTokens += reads.quantity;
  sums.writePremiumPicoUsd += writes.cost - writes.quantity * input;
  sums.readSavingPicoUsd += reads.quantity * input - reads.cost;
  if (band !== undefined) {
    sums.bandGuard = mergeGuards(sums.bandGuard, band, guardOf(group, price, band, book));
  }
  return { writeCost: writes.cost, unit };
};

interface Place {
  readonly sums: Sums;
  writeCost: bigint;
  /** Prices of the latest group: those advice for the time to come is given at. */
  unit: LinePrice | null;
}

const finish = ({ sums, writeCost, unit }: Place, pause: PauseRow | undefined): CacheAdvice => {
  const unread = sums.writtenTokens - sums.readTokens;
  const unreadTokensMin = unread > 0n ? unread : 0n;
  return {
    ...sums,
    unreadTokensMin,
    unreadPicoUsd: unreadTokensMin === 0n ? 0n : (writeCost * unreadTokensMin) / sums.writtenTokens,
    breakEvenReuses: unit === null ? null : breakEvenReuses(unit),
    oneHourSavingPicoUsd: unit === null ? 0n : oneHourSaving(unit, pause),
  };
};

const worth = (advice: CacheAdvice): bigint =>
  advice.unreadPicoUsd +
  (advice.oneHourSavingPicoUsd > 0n ? advice.oneHourSavingPicoUsd : 0n) +
  (advice.bandGuard?.extraPicoUsd ?? 0n);

/**
 * What caching costs and saves by key, feature and model, at the prices in force at each call; largest possible saving first. Of a range with more
 * requests than `requestsMax` its latest hours are read. @throws UnavailableError
 */
export const readCacheAdvice = async (
  runner: StatementRunner,
  books: PriceBooks,
  scope: AccessScope,
  asked: UsageFilter,
  requestsMax = REQUESTS_MAX,
): Promise<CacheAdviceReport> => {
  const book = await books.hold(runner);
  const resolved = await resolveFilter(runner, scope, asked);
  const endMs = asked.endDate.getTime();
  const range = { startMs: asked.startDate.getTime(), endMs };
  const startMs = await latestStart(runner, resolved, range, requestsMax);
  const filter = { ...asked, startDate: new Date(startMs) };
  const bands = lowestBands(book);
  const promptSplits = [...bands.values()].map(({ nearTokens }) => nearTokens);
  const groups = await readLineGroups(runner, scope, [book], filter, {
    byPlace: true,
    promptSplits,
  });
  const pauses = await runner.rows(READ_CACHE_PAUSES, [
    resolved.accessKeyIds,
    resolved.userIds,
    startMs,
    endMs,
    eventIdBound(startMs),
    eventIdBound(endMs),
    resolved.models,
    resolved.features,
  ]);
  const pauseOf = new Map(
    pauses.map((row) => [placeKey(row.access_key_id, row.feature, row.model), row]),
  );
  const places = new Map<string, Place>();
  for (const group of groups) {
    const key = placeKey(group.accessKeyId ?? "", group.feature, group.line.model);
    const place = places.get(key) ?? { sums: emptySums(group), writeCost: 0n, unit: null };
    const model = group.line.model === null ? null : book.resolve(group.line.model);
    const band = model === null ? undefined : bands.get(model);
    const { writeCost, unit } = addGroup(place.sums, group, book, band);
    places.set(key, { sums: place.sums, writeCost: place.writeCost + writeCost, unit });
  }
  const rows = [...places]
    .map(([key, place]) => finish(place, pauseOf.get(key)))
    .sort((one, other) => (worth(one) > worth(other) ? -1 : 1));
  return { rows, readFromDate: filter.startDate };
};
