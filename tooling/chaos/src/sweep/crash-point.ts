import type { Direction } from "../network/proxied-connection.ts";

/** Where a process is killed. */
export type CrashPoint =
  /** At a step that its code marks. */
  | { readonly kind: "step"; readonly step: "read" | "committed" | "settled" }
  /**
   * At the n-th message on its connections to the stores, whichever it is on. `isDelivered`: the message still arrives, and the answer finds nobody;
   * else the process is dead before it is sent. Between two messages nothing can be seen of a process, so these are all moments that differ.
   */
  | { readonly kind: "message"; readonly number: number; readonly isDelivered: boolean };

/** A point in a line of the report. */
export const nameOfPoint = (point: CrashPoint): string =>
  point.kind === "step"
    ? `when it had ${point.step}`
    : `${point.isDelivered ? "after" : "before"} message ${point.number}`;

/** Whether and where a process died. */
export interface Crash {
  /** Which way the message went at which it died; null when it had done its work before that. */
  readonly crashedOn: Direction | null;
}

/** One crash and what was wrong when others had finished the work. */
export interface SweepResult extends Crash {
  readonly name: string;
  /** Empty is right. */
  readonly faults: readonly string[];
}
