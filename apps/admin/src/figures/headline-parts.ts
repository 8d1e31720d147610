import type { Overview } from "@tokenledger/usage";
import type { Headline } from "../catalogue/headline.ts";
import type { Formatter } from "../format/formatter.ts";
import { changeOfCount, isStill } from "../metric/change.ts";
import { cacheHitShare, metricOf, shareOf } from "../metric/metric.ts";
import { presetOf } from "../period/range.ts";
import { DAY_MS, HOUR_MS } from "../period/utc-day.ts";
import type { ViewPeriod } from "../view/view-period.ts";

/** Compares what was paid; requests where nothing has a price. */
const changePart = (
  now: Overview,
  before: Overview | undefined,
  format: Formatter,
): Headline["change"] => {
  const metric = now.costPicoUsd === 0n ? "requests" : "cost";
  const change =
    before === undefined ? null : changeOfCount(metricOf(metric, now), metricOf(metric, before));
  if (change === null || !("by" in change)) {
    return { kind: "unknown", by: "" };
  }
  if (isStill(change)) {
    return { kind: "same", by: "" };
  }
  return { kind: change.by > 0 ? "more" : "less", by: format.share(Math.abs(change.by)) };
};

const daysPart = ({ span }: ViewPeriod, format: Formatter): string =>
  span.endMs - span.startMs === HOUR_MS
    ? format.bucket(span.startMs, "hour", false)
    : format.days(span.startMs, span.endMs - 1);

const rangePart = (view: ViewPeriod, format: Formatter): Headline["range"] => {
  const { span, previous } = view;
  const preset = presetOf(view.range);
  const isHour = span.endMs - span.startMs === HOUR_MS;
  return {
    name: preset ?? (isHour ? "hour" : "custom"),
    month: format.month(span.startMs),
    previousMonth: format.month(previous.startMs),
    // To write a range is dear the first time, before the largest paint of the page.
    days: preset === null ? daysPart(view, format) : "",
    dayCount: Math.max(1, Math.round((span.endMs - span.startMs) / DAY_MS)),
  };
};

/** Writes the figures of the overview's sentence; the catalogue then says it. */
export const headlineParts = (
  now: Overview,
  before: Overview | undefined,
  view: ViewPeriod,
  format: Formatter,
): Headline => {
  const cacheHit = cacheHitShare(now);
  const failed = shareOf(now.failedRequests, now.requests);
  return {
    cost: now.costPicoUsd === 0n ? null : format.money(now.costPicoUsd),
    requests: format.exact(now.requests),
    requestCount: now.requests,
    range: rangePart(view, format),
    change: changePart(now, before, format),
    unpriced: now.unpricedRequests === 0n ? null : format.exact(now.unpricedRequests),
    cacheHit: cacheHit === null ? null : format.share(cacheHit),
    failed: failed === null ? null : format.share(failed),
  };
};
