import type { Json } from "../json.ts";
import type { CollectedRecord } from "../record/collected-record.ts";

/**
 * Why a record was put aside. `id_reuse_conflict`: its identity is counted with other content. `value_refused`: the store refused a value of it.
 * `ends_reader`: processes that worked on it alone ended, one after the other.
 */
export const deadLetterReasons = ["id_reuse_conflict", "value_refused", "ends_reader"] as const;
export type DeadLetterReason = (typeof deadLetterReasons)[number];

/**
 * How somebody dealt with it. `replayed`: counted by a replay. `already_counted`: a replay found the very record counted.
 * `dismissed`: looked at, and left uncounted.
 */
export const deadLetterResolutions = ["replayed", "already_counted", "dismissed"] as const;
export type DeadLetterResolution = (typeof deadLetterResolutions)[number];

/** A record put aside, as people see it. */
export interface DeadLetterView {
  readonly id: string;
  readonly accessKeyId: string;
  readonly eventId: string;
  readonly reason: DeadLetterReason;
  readonly detail: string;
  /** The record as collect handed it on. */
  readonly record: Json;
  readonly createTime: Date;
  readonly resolveTime: Date | null;
  readonly resolution: DeadLetterResolution | null;
}

export interface DeadLetterPage {
  /** Only those nobody has dealt with. Default false. */
  readonly openOnly?: boolean;
  /** Only those put aside for this. */
  readonly reason?: DeadLetterReason | undefined;
  /** Only those put aside before this one. */
  readonly beforeId?: string | undefined;
  readonly countMax: number;
}

/** How many were put aside for a reason, and how many of them nobody has dealt with. */
export interface DeadLetterCount {
  readonly reason: DeadLetterReason;
  readonly count: number;
  readonly openCount: number;
}

/** Which to replay: these, or the open ones of a reason, oldest first, after one. */
export type ReplayChoice =
  | { readonly ids: readonly string[] }
  | {
      readonly reason: DeadLetterReason;
      readonly afterId?: string | undefined;
      readonly countMax: number;
    };

/**
 * What a replay came to. `counted`: counted now (in a dry run: nothing speaks against it). `already_counted`: this very record is counted.
 * `id_reuse_conflict`: another content is counted under its id; it stays. `invalid`: not a record this version accepts; it stays.
 * `refused`: the store refused it again; it stays. `resolved`: somebody dealt with it before; nothing was done.
 */
export const replayOutcomes = [
  "counted",
  "already_counted",
  "id_reuse_conflict",
  "invalid",
  "refused",
  "resolved",
] as const;
export type ReplayOutcome = (typeof replayOutcomes)[number];

export interface ReplayedLetter {
  readonly id: string;
  readonly accessKeyId: string;
  readonly eventId: string;
  readonly outcome: ReplayOutcome;
  /** For people: why it stays. */
  readonly detail: string | null;
}

/** Where records go that cannot be counted. */
export interface LetterBox {
  /** Puts a record aside. Safe to repeat. @returns 1; 0 where it was put aside before. @throws UnavailableError */
  put(record: CollectedRecord, reason: DeadLetterReason, detail: string): Promise<number>;
}

/** Records put aside at commit. Nothing removes them. */
export interface DeadLetters {
  /** Newest first. @throws UnavailableError */
  list(page: DeadLetterPage): Promise<readonly DeadLetterView[]>;
  /** How many nobody has dealt with. @throws UnavailableError */
  countOpen(): Promise<number>;
  /** One row for each reason there is. @throws UnavailableError */
  counts(): Promise<readonly DeadLetterCount[]>;
  /** Notes that somebody dealt with it; the first moment and resolution stay. @throws InvalidInputError NOT_FOUND. @throws UnavailableError */
  resolve(id: string, at: Date): Promise<DeadLetterView>;
  /**
   * Gives records to the ledger's commit again, one by one, and marks as resolved what is counted then. Safe to repeat and to break off anywhere: the claim
   * counts a record once, and one counted but not yet marked is found `already_counted` by the next replay. A dry run changes nothing, and cannot tell what the store would refuse.
   *
   * @returns in order of id; ids that name nothing are left out. @throws UnavailableError
   */
  replay(choice: ReplayChoice, at: Date, isDryRun: boolean): Promise<readonly ReplayedLetter[]>;
}
