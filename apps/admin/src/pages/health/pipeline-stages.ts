import type { Figure } from "./figure-words.ts";

/** The way of a record, in its order; `aside` branches off at the ledger. */
export const stageNames = ["collect", "buffer", "flusher", "ledger", "aside", "sums"] as const;
export type StageName = (typeof stageNames)[number];

/** One station of the way: its figure, large, and what else is known of it. */
export interface Stage {
  readonly name: StageName;
  /** Null: not known now. */
  readonly value: number | null;
  /** The worst of what belongs here. */
  readonly status: Figure["status"];
  /** Every figure that belongs here: their sentences explain the station. */
  readonly figures: readonly Figure[];
}

/** What stands large at a station, and the groups and names of figures that belong to it. */
const parts: Readonly<Record<StageName, { readonly main: string; readonly of: RegExp }>> = {
  collect: { main: "collect.accepted", of: /^collect\./ },
  buffer: { main: "backlog.records", of: /^backlog\.(records|share|unknown)/ },
  flusher: { main: "backlog.lag", of: /^(backlog\.lag|jobs\.)/ },
  ledger: { main: "quality.provisional", of: /^(quality|partitions)\./ },
  sums: { main: "invariants.differences", of: /^(invariants|counters|aggregates)\./ },
  aside: { main: "dead_letters.open", of: /^dead_letters\./ },
};

const worstFirst = ["bad", "warn", "unknown", "ok"] as const satisfies readonly Figure["status"][];

const numberOf = (value: Figure["value"] | undefined): number | null =>
  typeof value === "number" ? value : null;

/** The ledger's number is how many records it holds of late: its share of cut streams says of how many. */
const mainOf = (name: StageName, main: Figure | undefined): number | null =>
  numberOf(name === "ledger" ? main?.details?.[0] : main?.value);

const stageOf = (name: StageName, figures: readonly Figure[]): Stage => {
  const own = figures.filter((figure) => parts[name].of.test(figure.name));
  const main = own.find((figure) => figure.name === parts[name].main);
  return {
    name,
    value: mainOf(name, main),
    status: worstFirst.find((status) => own.some((one) => one.status === status)) ?? "unknown",
    figures: own,
  };
};

/** Every station of the way, from the figures of the state of the data. What no figure tells is unknown. */
export const stagesOf = (figures: readonly Figure[]): readonly Stage[] =>
  stageNames.map((name) => stageOf(name, figures));

const SECOND_MS = 1000;

/** What was accepted up to a moment. */
export interface Accepted {
  readonly timeMs: number;
  readonly count: number;
}

/** Reads what was accepted; null where it is not told. */
export const acceptedOf = (report: {
  readonly time: Date;
  readonly figures: readonly Figure[];
}): Accepted | null => {
  const count = numberOf(report.figures.find(({ name }) => name === parts.collect.main)?.value);
  return count === null ? null : { timeMs: report.time.getTime(), count };
};

/** Records a second between two answers; null where they are the same, or where the counter began anew with another process. */
export const rateOf = (before: Accepted | null, now: Accepted | null): number | null => {
  if (before === null || now === null || now.timeMs <= before.timeMs || now.count < before.count) {
    return null;
  }
  return ((now.count - before.count) * SECOND_MS) / (now.timeMs - before.timeMs);
};
