import type { AlertNotice, AlertReading, Crossing, OpenAlert } from "@tokenledger/usage/alerts";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const Id = z.object({ id: z.string() });

const FIRE_ALERT_EVENTS = {
  text: sqlFile(new URL("./sql/fire-alert-events.sql", import.meta.url)),
  row: z.object({ id: z.string(), dimension: z.string(), threshold: z.string() }),
};

const RESOLVE_ALERT_EVENTS = {
  text: sqlFile(new URL("./sql/resolve-alert-events.sql", import.meta.url)),
  row: Id,
};

const PUT_NOTICES = {
  text: sqlFile(new URL("./sql/put-notices.sql", import.meta.url)),
  row: Id,
};

/** A rule while it is judged. */
export interface EvaluatedRule {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly channelIds: readonly string[];
  readonly isMuted: boolean;
}

/** An event that is not resolved. */
export interface OpenEvent extends OpenAlert {
  readonly id: string;
  readonly dimensionName: string;
  readonly periodEndMs: number | null;
  readonly unit: string;
  readonly title: string;
  /** Who was not told that it began is not told that it ended. */
  readonly isMuted: boolean;
}

interface Told {
  readonly eventId: string;
  readonly notice: AlertNotice;
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

const pathOf = (eventId: string): string => `/alerts?event=${eventId}`;

const firedNotice = (
  rule: EvaluatedRule,
  eventId: string,
  { reading, threshold }: Crossing,
  now: Date,
): AlertNotice => ({
  kind: "fired",
  ...reading.tell(threshold),
  path: pathOf(eventId),
  time: now.toISOString(),
  alert: {
    ruleId: rule.id,
    ruleName: rule.name,
    ruleKind: rule.kind,
    eventId,
    dimension: reading.dimension,
    dimensionName: reading.dimensionName,
    periodStart: iso(reading.periodStartMs),
    periodEnd: reading.periodEndMs === null ? null : iso(reading.periodEndMs),
    threshold: String(threshold),
    value: String(reading.value),
    unit: reading.unit,
  },
});

const endOf = (open: OpenEvent, reading: AlertReading | null, now: Date): string => {
  if (reading !== null) return `Now: ${reading.valueText}.`;
  return open.periodEndMs !== null && open.periodEndMs <= now.getTime()
    ? "Its period has ended."
    : "It is no longer so.";
};

const resolvedNotice = (
  rule: EvaluatedRule,
  open: OpenEvent,
  reading: AlertReading | null,
  now: Date,
): AlertNotice => ({
  kind: "resolved",
  title: `Resolved: ${open.title}`,
  summary: endOf(open, reading, now),
  advice: "Nothing needs to be done.",
  path: pathOf(open.id),
  time: now.toISOString(),
  alert: {
    ruleId: rule.id,
    ruleName: rule.name,
    ruleKind: rule.kind,
    eventId: open.id,
    dimension: open.dimension,
    dimensionName: open.dimensionName,
    periodStart: iso(open.periodStartMs),
    periodEnd: open.periodEndMs === null ? null : iso(open.periodEndMs),
    threshold: String(open.threshold),
    value: String(reading?.value ?? 0n),
    unit: open.unit,
  },
});

const putNotices = async (
  runner: StatementRunner,
  rule: EvaluatedRule,
  told: readonly Told[],
  now: Date,
): Promise<void> => {
  if (told.length === 0 || rule.channelIds.length === 0 || rule.isMuted) return;
  await runner.rows(PUT_NOTICES, [
    rule.channelIds,
    now.getTime(),
    told.map(({ eventId }) => eventId),
    told.map(({ notice }) => JSON.stringify(notice)),
  ]);
};

/** The highest of the thresholds that one dimension has reached at once: a leap is one notice. */
const highest = (crossings: readonly Crossing[]): readonly Crossing[] => {
  const byDimension = new Map<string, Crossing>();
  for (const crossing of crossings) {
    const other = byDimension.get(crossing.reading.dimension);
    if (other === undefined || other.threshold < crossing.threshold) {
      byDimension.set(crossing.reading.dimension, crossing);
    }
  }
  return [...byDimension.values()];
};

/** Writes events and their notices. @returns how many had not fired before. */
export const fireEvents = async (
  runner: StatementRunner,
  rule: EvaluatedRule,
  crossings: readonly Crossing[],
  now: Date,
): Promise<number> => {
  if (crossings.length === 0) return 0;
  const texts = crossings.map(({ reading, threshold }) => reading.tell(threshold));
  const written = await runner.rows(FIRE_ALERT_EVENTS, [
    rule.id,
    rule.name,
    rule.kind,
    rule.isMuted,
    now.getTime(),
    crossings.map(({ reading }) => reading.dimension),
    crossings.map(({ reading }) => reading.dimensionName),
    crossings.map(({ reading }) => reading.periodStartMs),
    crossings.map(({ reading }) => reading.periodEndMs),
    crossings.map(({ threshold }) => String(threshold)),
    crossings.map(({ reading }) => String(reading.value)),
    crossings.map(({ reading }) => reading.unit),
    texts.map(({ title }) => title),
    texts.map(({ summary }) => summary),
    texts.map(({ advice }) => advice),
  ]);
  const ids = new Map(written.map((row) => [`${row.threshold} ${row.dimension}`, row.id]));
  const idOf = ({ reading, threshold }: Crossing): string | undefined =>
    ids.get(`${threshold} ${reading.dimension}`);
  const fresh = crossings.filter((crossing) => idOf(crossing) !== undefined);
  const told = highest(fresh).map((crossing) => {
    const eventId = idOf(crossing) ?? "";
    return { eventId, notice: firedNotice(rule, eventId, crossing, now) };
  });
  await putNotices(runner, rule, told, now);
  return written.length;
};

/** Resolves events and tells so, where their beginning was told. @returns how many. */
export const resolveEvents = async (
  runner: StatementRunner,
  rule: EvaluatedRule,
  ended: readonly { readonly open: OpenEvent; readonly reading: AlertReading | null }[],
  now: Date,
): Promise<number> => {
  if (ended.length === 0) return 0;
  const ids = ended.map(({ open }) => open.id);
  const resolved = await runner.rows(RESOLVE_ALERT_EVENTS, [ids, now.getTime()]);
  const told = ended
    .filter(({ open }) => !open.isMuted)
    .map(({ open, reading }) => ({
      eventId: open.id,
      notice: resolvedNotice(rule, open, reading, now),
    }));
  await putNotices(runner, rule, told, now);
  return resolved.length;
};
