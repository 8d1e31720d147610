import { countText } from "./count-text.ts";
import type { HealthFigure, HealthStatus } from "./health-figure.ts";
import type { HealthSources } from "./health-sources.ts";

const LAG_SECONDS_WARN = 60;
const LAG_SECONDS_BAD = 900;
const SHARE_WARN = 50;
const SHARE_BAD = 90;

/** How a figure stands that is better the smaller it is. */
export const statusOf = (value: number, warnFrom: number, badFrom: number): HealthStatus => {
  if (value >= badFrom) return "bad";
  return value >= warnFrom ? "warn" : "ok";
};

/** What waits between collect and the ledger. */
export const backlogFigures = async (sources: HealthSources): Promise<readonly HealthFigure[]> => {
  const { recordCount, byteCount, oldest, now } = await sources.backlog();
  const lag = oldest === null ? 0 : Math.max(0, (now.getTime() - oldest.getTime()) / 1000);
  const lagStatus = statusOf(lag, LAG_SECONDS_WARN, LAG_SECONDS_BAD);
  const share = Math.round((byteCount / sources.bytesMax) * 1000) / 10;
  const shareStatus = statusOf(share, SHARE_WARN, SHARE_BAD);
  const flusher = "See that a flusher runs and that PostgreSQL answers.";
  return [
    {
      group: "backlog",
      name: "backlog.lag",
      value: Math.round(lag),
      unit: "seconds",
      status: lagStatus,
      sentence: `The oldest record that is not in the ledger yet has waited ${countText(Math.round(lag))} seconds.`,
      action: lagStatus === "ok" ? null : flusher,
    },
    {
      group: "backlog",
      name: "backlog.records",
      value: recordCount,
      unit: "records",
      status: "ok",
      sentence: `${countText(recordCount)} records are accepted and wait to be written to the ledger.`,
      action: null,
    },
    {
      group: "backlog",
      name: "backlog.share",
      value: share,
      unit: "percent",
      status: shareStatus,
      sentence: `The buffer holds ${share} % of what it may; at 100 % calls are told to come back later.`,
      action: shareStatus === "ok" ? null : flusher,
    },
  ];
};

/** Records put aside, by reason. */
export const deadLetterFigures = async (
  sources: HealthSources,
): Promise<readonly HealthFigure[]> => {
  const counts = await sources.deadLetterCounts();
  const open = counts.reduce((sum, { openCount }) => sum + openCount, 0);
  const byReason = counts.filter(({ openCount }) => openCount > 0);
  const told = byReason
    .map(({ reason, openCount }) => `${countText(openCount)} ${reason}`)
    .join(", ");
  return [
    {
      group: "dead letters",
      name: "dead_letters.open",
      value: open,
      unit: "records",
      details: [told],
      status: open === 0 ? "ok" : "warn",
      sentence:
        open === 0
          ? "No record is put aside that nobody has dealt with."
          : `${countText(open)} records are put aside and not counted: ${told}.`,
      action:
        open === 0 ? null : "Look at them under dead letters; replay those that can be counted.",
    },
  ];
};

/** What collect answered, in this process. */
export const collectFigures = async (sources: HealthSources): Promise<readonly HealthFigure[]> => {
  const { accepted, duplicate, rejected } = await Promise.resolve(sources.collected());
  const since = "by this server process since it started";
  const common = { group: "collect", unit: "records", status: "ok", action: null } as const;
  const refused = Object.entries(rejected).map(([code, count]): HealthFigure => ({
    group: "collect",
    unit: "records",
    name: `collect.rejected.${code}`,
    value: count,
    status: count > 0 && code !== "user_disabled" ? "warn" : "ok",
    sentence: `${countText(count)} records were refused as ${code} ${since}.`,
    action: count > 0 ? "Look at what the sender's SDK reports about refused records." : null,
  }));
  return [
    {
      ...common,
      name: "collect.accepted",
      value: accepted,
      sentence: `${countText(accepted)} records were accepted ${since}.`,
    },
    {
      ...common,
      name: "collect.duplicate",
      value: duplicate,
      sentence: `${countText(duplicate)} records had been sent before, and were counted once, ${since}.`,
    },
    ...refused,
  ];
};
