/** What is done to a process. `kill`: SIGKILL, or an immediate stop of PostgreSQL. `pause`: SIGSTOP, later SIGCONT. */
export const processFaults = ["kill", "pause"] as const;
export type ProcessFault = (typeof processFaults)[number];

/**
 * What is done to a connection.
 * - `cut`: reset, and refused for a while.
 * - `blackhole`: bytes vanish in both directions, nothing is closed.
 * - `mute`: requests arrive, answers vanish: whoever asked cannot know.
 * - `delay`: every byte takes longer.
 * - `half-close`: the asking side's end is closed towards the server.
 */
export const linkFaults = ["cut", "blackhole", "mute", "delay", "half-close"] as const;
export type LinkFault = (typeof linkFaults)[number];

export type FaultKind = ProcessFault | LinkFault;

/** One thing that goes wrong. */
export interface Fault {
  /** From the start of the run. */
  readonly atMs: number;
  /** A process (`flusher-1`, `redis`) or a link (`flusher-1>redis`). */
  readonly target: string;
  readonly kind: FaultKind;
  /** How long it lasts; for `kill`, how long the process stays dead. */
  readonly durationMs: number;
}
