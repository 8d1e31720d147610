import { alertChanges, type OpenAlert } from "./alert-changes.ts";
import type { AlertFinding } from "./alert-finding.ts";
import type { AlertReading } from "./alert-reading.ts";
import type { AlertReadings } from "./alert-readings.ts";
import type { AlertWatch } from "./alert-rule.ts";
import { HOUR_MS } from "./alert-window.ts";
import { judgeRule } from "./judge-rule.ts";

/** A moment at which a rule would have fired. */
export interface AlertMoment extends AlertFinding {
  readonly time: Date;
}

/** How often a rule would have fired. */
export interface AlertPreview {
  readonly fromTime: Date;
  readonly toTime: Date;
  /** How often somebody would have been told. */
  readonly fireCount: number;
  /** The latest of them, newest first. */
  readonly moments: readonly AlertMoment[];
  /** Why nothing can be told of this rule's past; null: it can. */
  readonly limitation: string | null;
}

const MOMENTS_MAX = 100;

/** Rules whose past is not kept. */
export const previewLimitation = ({ condition }: AlertWatch): string | null => {
  if (condition.kind === "quota") return "How much of a quota was used at a moment is not kept.";
  if (condition.kind === "data_health") return "How the pipeline was at a moment is not kept.";
  return null;
};

const momentOf = (
  { condition }: AlertWatch,
  reading: AlertReading,
  threshold: bigint,
  timeMs: number,
): AlertMoment => {
  const { dimension, dimensionName, value, unit, periodStartMs, periodEndMs } = reading;
  return {
    time: new Date(timeMs),
    ruleKind: condition.kind,
    dimension,
    dimensionName,
    periodStart: new Date(periodStartMs),
    periodEnd: periodEndMs === null ? null : new Date(periodEndMs),
    threshold,
    value,
    unit,
    ...reading.tell(threshold),
  };
};

/** Judges a rule at every full hour of a range, as if it had been there. Both ends are taken down to the hour. */
export const previewRule = async (
  watch: AlertWatch,
  readings: AlertReadings,
  range: { readonly startMs: number; readonly endMs: number },
): Promise<AlertPreview> => {
  const fired = new Set<string>();
  const moments: AlertMoment[] = [];
  let opens: readonly OpenAlert[] = [];
  const startMs = Math.floor(range.startMs / HOUR_MS) * HOUR_MS;
  for (let timeMs = startMs; timeMs <= range.endMs; timeMs += HOUR_MS) {
    const judged = await judgeRule(watch, readings, timeMs);
    const { fire, resolve } = alertChanges(opens, judged);
    const told = new Map<string, AlertMoment>();
    const fresh: OpenAlert[] = [];
    for (const { reading, threshold } of fire) {
      const { dimension, periodStartMs } = reading;
      const key = `${threshold} ${periodStartMs} ${dimension}`;
      if (!fired.has(key)) {
        fired.add(key);
        fresh.push({ dimension, periodStartMs, threshold });
        told.set(dimension, momentOf(watch, reading, threshold, timeMs));
      }
    }
    moments.push(...told.values());
    const resolved = new Set(resolve.map(({ open }) => open));
    opens = [...opens.filter((open) => !resolved.has(open)), ...fresh];
  }
  return {
    fromTime: new Date(startMs),
    toTime: new Date(range.endMs),
    fireCount: moments.length,
    moments: moments.slice(-MOMENTS_MAX).reverse(),
    limitation: previewLimitation(watch),
  };
};
