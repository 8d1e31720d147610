const BUCKET =
  /^tokenledger_call_duration_seconds_bucket\{le="(?<le>[^"]+)",door="collect",outcome="ok"\} (?<count>\d+)$/gm;

/** How many calls took up to each bound, in seconds, in ascending order. */
const bucketsOf = (metrics: string): ReadonlyMap<string, number> =>
  new Map(
    [...metrics.matchAll(BUCKET)].map(({ groups }) => [
      groups?.["le"] ?? "",
      Number(groups?.["count"]),
    ]),
  );

/**
 * A quantile of what a server's own metrics tell of the calls to its collect door since `before`, in milliseconds, as Prometheus computes it: between
 * the bounds of its bucket, evenly. @throws Error when there were no calls.
 */
export const doorQuantileMs = (metrics: string, share: number, before = ""): number => {
  const earlier = bucketsOf(before);
  const buckets = [...bucketsOf(metrics)].map(([le, count]) => ({
    bound: le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le),
    count: count - (earlier.get(le) ?? 0),
  }));
  const rank = (buckets.at(-1)?.count ?? 0) * share;
  const at = buckets.findIndex(({ count }) => count > 0 && count >= rank);
  const bucket = buckets[at];
  if (bucket === undefined) throw new Error("The server tells of no calls.");
  const below = buckets[at - 1] ?? { bound: 0, count: 0 };
  const part = (rank - below.count) / (bucket.count - below.count);
  // Beyond the last bound nothing is known but that.
  const width = Number.isFinite(bucket.bound) ? bucket.bound - below.bound : 0;
  return (below.bound + width * part) * 1_000;
};
