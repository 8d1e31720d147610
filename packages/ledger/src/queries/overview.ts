import type {
  DateRange,
  Figures,
  ComparedOverview,
  OverviewFigures,
  PriceBook,
  RecordFilter,
  TimeView,
} from "@tokenledger/usage";
import { comparedRange, sumsOf, type Asking } from "./asking.ts";
import { cacheSaving } from "./cache-saving.ts";
import { countActive } from "./count-active.ts";
import { figuresOf, noFigures, plus } from "./figures.ts";
import { resolveFilter, type ResolvedFilter } from "./resolved-filter.ts";

const ratio = (part: bigint, whole: bigint): number | null =>
  whole === 0n ? null : Number(part) / Number(whole);

const hitShare = (figures: Figures): number | null =>
  ratio(
    figures.cacheReadInputTokens,
    figures.inputTokens + figures.cacheCreationInputTokens + figures.cacheReadInputTokens,
  );

const figuresWithin = async (
  asking: Asking,
  book: PriceBook,
  range: DateRange & Pick<TimeView, "timeZone">,
  filter: ResolvedFilter,
): Promise<OverviewFigures> => {
  const question = { range, filter, period: null };
  const byModel = await sumsOf(asking, { ...question, groups: ["model"], isByLifetime: true });
  const total = byModel.map(figuresOf).reduce(plus, noFigures);
  const figures = { ...total, cacheWrite5mTokens: null, cacheWrite1hTokens: null };
  return {
    ...figures,
    activeAccessKeys: await countActive(asking, "access_key", question),
    activeUsers: await countActive(asking, "user", question),
    errorRate: ratio(figures.failedRequests, figures.requests),
    cacheHitShare: hitShare(figures),
    cacheSavingPicoUsd: cacheSaving(byModel, book, range.endDate.getTime()),
  };
};

/** One sum over everything that passes the filter; with that of the range before, if asked. */
export const readOverview = async (
  asking: Asking,
  book: PriceBook,
  filter: RecordFilter & TimeView,
): Promise<ComparedOverview> => {
  const resolved = await resolveFilter(asking.runner, asking.scope, filter);
  const before = comparedRange(asking, filter);
  return {
    ...(await figuresWithin(asking, book, filter, resolved)),
    previous: before && (await figuresWithin(asking, book, before, resolved)),
  };
};
