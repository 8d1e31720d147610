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
  // The rest of none is everything, and says how many there are.
  const [ofKeys] = await sumsOf(asking, { ...base, groups: ["access_key"], countMax: 0 });
  const [ofUsers] = await sumsOf(asking, { ...base, groups: ["user"], countMax: 0 });
  const byModel = await sumsOf(asking, { ...base, groups: ["model"], isByLifetime: true });
  // Users' cells lack what nobody in particular used; where users are asked for, they are the cheaper source of the same.
  const isOfUsers = filter.userIds !== null && filter.accessKeyIds === null;
  const figures = figuresOf((isOfUsers ? ofUsers : ofKeys) ?? noFigures);
  return {
    ...figures,
    activeAccessKeys: ofKeys?.groupCount ?? 0,
    activeUsers: ofUsers?.groupCount ?? 0,
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
