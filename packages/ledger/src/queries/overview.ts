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
import { figuresOf, noFigures } from "./figures.ts";
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
  const base = { range, filter, period: null };
  const [whole] = await sumsOf(asking, { ...base, groups: [] });
  const countOf = async (group: "access_key" | "user"): Promise<number> => {
    const [rest] = await sumsOf(asking, { ...base, groups: [group], countMax: 0 });
    return rest?.groupCount ?? 0;
  };
  const byModel = await sumsOf(asking, { ...base, groups: ["model"], isByLifetime: true });
  const figures = figuresOf(whole ?? noFigures);
  return {
    ...figures,
    activeAccessKeys: await countOf("access_key"),
    activeUsers: await countOf("user"),
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
