import type { DateRange, RecordQuality } from "@tokenledger/usage";
import { countText } from "./count-text.ts";
import type { HealthFigure } from "./health-figure.ts";
import type { HealthSources } from "./health-sources.ts";
import { statusOf } from "./pipeline-figures.ts";

const RECENT_MS = 2 * 86_400_000;
const RUNNING_SILENT_MS = 5 * 60_000;
const DIFFERENCES_MAX = 10;
const JOBS_MAX = 20;
const PROVISIONAL_WARN = 5;
const PROVISIONAL_BAD = 25;

const recent = (now: Date): DateRange => ({
  startDate: new Date(now.getTime() - RECENT_MS),
  endDate: now,
});

const unknownFieldsFigure = ({
  unknownFieldCount,
  unknownFields,
}: RecordQuality): HealthFigure => ({
  group: "quality",
  name: "quality.unknown_fields",
  value: unknownFieldCount,
  unit: "records",
  details: unknownFields,
  status: unknownFieldCount === 0 ? "ok" : "warn",
  sentence:
    unknownFieldCount === 0
      ? "Every usage field of the last 2 days is read."
      : `${countText(unknownFieldCount)} records of the last 2 days have usage fields that are not read: ${unknownFields.join(", ")}.`,
  action:
    unknownFieldCount === 0
      ? null
      : "See whether a newer version reads them. Nothing is lost: such usage is kept as it came.",
});

const clockFigure = ({ aheadCount, aheadSeconds }: RecordQuality): HealthFigure => ({
  group: "quality",
  name: "quality.clock_ahead",
  value: aheadCount,
  unit: "records",
  details: [aheadSeconds],
  status: aheadCount === 0 ? "ok" : "warn",
  sentence:
    aheadCount === 0
      ? "No record of the last 2 days was stored before it happened."
      : `${countText(aheadCount)} records of the last 2 days were stored before they happened, by up to ${countText(aheadSeconds)} seconds: clocks differ.`,
  action: aheadCount === 0 ? null : "Let one time service set the clocks of all machines.",
});

/** How well the records of the last two days are known. */
export const qualityFigures = async (
  sources: HealthSources,
  now: Date,
): Promise<readonly HealthFigure[]> => {
  const quality = await sources.quality(recent(now));
  const { recordCount, provisionalCount, unpricedCount, unpricedModels } = quality;
  const share = recordCount === 0 ? 0 : Math.round((provisionalCount / recordCount) * 1000) / 10;
  const shareStatus = statusOf(share, PROVISIONAL_WARN, PROVISIONAL_BAD);
  const doubled = quality.doubledMessageCount;
  return [
    {
      group: "quality",
      name: "quality.unpriced",
      value: unpricedCount,
      unit: "records",
      details: unpricedModels,
      status: unpricedCount === 0 ? "ok" : "warn",
      sentence: `${countText(unpricedCount)} records of the last 2 days have no price${unpricedModels.length === 0 ? "." : `: ${unpricedModels.join(", ")}.`}`,
      action:
        unpricedCount === 0 ? null : "Add prices for these models; then price the range anew.",
    },
    {
      group: "quality",
      name: "quality.provisional",
      value: share,
      unit: "percent",
      details: [recordCount],
      status: shareStatus,
      sentence: `${share} % of the ${countText(recordCount)} records of the last 2 days are a lower bound: their streams were cut.`,
      action: shareStatus === "ok" ? null : "Find out which callers cut their streams, and why.",
    },
    {
      group: "quality",
      name: "quality.doubled_messages",
      value: doubled,
      unit: "records",
      status: doubled === 0 ? "ok" : "warn",
      sentence: `${countText(doubled)} message ids of the last 2 days stand under more than one event id: calls that were recorded twice.`,
      action: doubled === 0 ? null : "Find the callers that record one call by two ways.",
    },
    unknownFieldsFigure(quality),
    clockFigure(quality),
  ];
};

/** Whether next month can be written, and what has no month. */
export const partitionFigures = async (
  sources: HealthSources,
  now: Date,
): Promise<readonly HealthFigure[]> => {
  const { nextName, isNextThere, defaultRowCount } = await sources.partitions(now);
  return [
    {
      group: "partitions",
      name: "partitions.next",
      value: nextName,
      unit: null,
      status: isNextThere ? "ok" : "bad",
      sentence: `Next month's partition ${nextName} is ${isNextThere ? "there" : "missing"}.`,
      action: isNextThere ? null : "See that a scheduler runs: it makes partitions daily.",
    },
    {
      group: "partitions",
      name: "partitions.default_rows",
      value: defaultRowCount,
      unit: "rows",
      status: defaultRowCount === 0 ? "ok" : "warn",
      sentence: `${countText(defaultRowCount)} rows have no month's partition; they are counted, but cannot be dropped by month.`,
      action: defaultRowCount === 0 ? null : "Move them into a partition of their month.",
    },
  ];
};

/** Whether all that is stored twice agrees, over the last two days. */
export const invariantFigures = async (
  sources: HealthSources,
  now: Date,
): Promise<readonly HealthFigure[]> => {
  const differences = await sources.invariants(recent(now), DIFFERENCES_MAX);
  const kinds = [...new Set(differences.map(({ invariant }) => invariant))].join(", ");
  const isRight = differences.length === 0;
  return [
    {
      group: "invariants",
      name: "invariants.differences",
      value: differences.length,
      unit: "differences",
      details: isRight ? [] : [kinds],
      status: isRight ? "ok" : "bad",
      sentence: isRight
        ? "Over the last 2 days the sums are what the records say."
        : `Over the last 2 days ${countText(differences.length)} sums or more are not what the records say: ${kinds}.`,
      action: isRight ? null : "Run a check of the sums of these days, and report it: it is a bug.",
    },
  ];
};

/** What the last comparison of the running counters found. */
export const counterFigures = async (sources: HealthSources): Promise<readonly HealthFigure[]> => {
  const [last] = await sources.counterChecks(1);
  const wrong = last === undefined ? null : last.driftCount + (last.pendWrongCount ?? 0);
  return [
    {
      group: "counters",
      name: "counters.drift",
      value: wrong,
      unit: "counters",
      details: last === undefined ? [] : [last.finishTime.toISOString()],
      status: wrong === null || wrong > 0 ? "warn" : "ok",
      sentence:
        wrong === null
          ? "The running counters were never compared with the ledger."
          : `The last comparison of the running counters, of ${last?.finishTime.toISOString() ?? ""}, found ${countText(wrong)} wrong and mended them.`,
      action: wrong === 0 ? null : "See that a scheduler runs; drift that comes again is a bug.",
    },
  ];
};

/** Whether the scheduled jobs run and end well. */
export const jobFigures = async (
  sources: HealthSources,
  now: Date,
): Promise<readonly HealthFigure[]> => {
  const runs = await sources.latestRuns();
  const isSilent = (heartbeatTime: Date): boolean =>
    now.getTime() - heartbeatTime.getTime() > RUNNING_SILENT_MS;
  const stuck = runs.filter(
    ({ outcome, heartbeatTime }) =>
      outcome === "failed" || (outcome === null && isSilent(heartbeatTime)),
  );
  const isWell = runs.length > 0 && stuck.length === 0;
  const names = stuck.map(({ job }) => job).join(", ");
  return [
    {
      group: "jobs",
      name: "jobs.failed",
      value: stuck.length,
      unit: "jobs",
      details: [runs.length, ...stuck.map(({ job }) => job)],
      status: isWell ? "ok" : "warn",
      sentence:
        runs.length === 0
          ? "No scheduled job has run yet."
          : `${countText(stuck.length)} of ${countText(runs.length)} scheduled jobs failed or fell silent${names === "" ? "." : `: ${names}.`}`,
      action: isWell ? null : "See that a scheduler runs, and what its log says.",
    },
  ];
};

/** Checks and rebuilds of the sums that failed, of the newest. */
export const aggregateFigures = async (
  sources: HealthSources,
): Promise<readonly HealthFigure[]> => {
  const jobs = await sources.aggregateJobs(JOBS_MAX);
  const failed = jobs.filter(({ state }) => state === "failed").length;
  const differing = jobs.filter(({ differenceCount }) => differenceCount > 0).length;
  return [
    {
      group: "aggregates",
      name: "aggregates.failed",
      value: failed,
      unit: "jobs",
      details: [jobs.length, differing],
      status: failed === 0 ? "ok" : "warn",
      sentence: `Of the newest ${countText(jobs.length)} checks and rebuilds of the sums ${countText(failed)} failed and ${countText(differing)} found differences.`,
      action: failed === 0 ? null : "See what the job says, and start it again.",
    },
  ];
};
