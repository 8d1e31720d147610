import type {
  AuditActor,
  AuditEntry,
  AuditFilter,
  AuditLog,
  AuditMark,
  AuditOutcome,
  AuditVerification,
} from "@tokenledger/usage";
import { AuditParameters } from "./audit-parameters.ts";
import type { Clock } from "../clock.ts";
import { LruMap } from "../lru-map.ts";
import { pseudonymOf } from "../masking/pseudonym.ts";

/** The same question asked again by the same session is told once in this time: a page that refreshes itself is one read. */
export const REPEATED_READ_MS = 60_000;
const READS_MAX = 10_000;

export interface AuditTrailOptions {
  readonly log: AuditLog;
  /** Under which names of users become pseudonyms. */
  readonly pepper: string;
  readonly clock: Clock;
}

/** A call, as its entry tells of it. */
export interface AuditedCall {
  readonly actor: AuditActor;
  /** Path of the procedure. */
  readonly action: string;
  readonly input: unknown;
}

/** Writes what people do into the audit log, without secrets and without names of users. */
export class AuditTrail {
  readonly #options: AuditTrailOptions;
  readonly #parameters: AuditParameters;
  readonly #reads = new LruMap<string, number>(READS_MAX);

  constructor(options: AuditTrailOptions) {
    this.#options = options;
    this.#parameters = new AuditParameters((name) => pseudonymOf(options.pepper, name));
  }

  /** @throws UnavailableError: what the entry tells of must not happen. */
  async tell(call: AuditedCall, outcome: AuditOutcome): Promise<void> {
    await this.#options.log.append(this.#eventOf(call, outcome));
  }

  /** As `tell`, but once a minute for the same question of the same session. @throws UnavailableError */
  async tellOnce(call: AuditedCall, outcome: AuditOutcome): Promise<void> {
    const event = this.#eventOf(call, outcome);
    const { id, session, action, parameters } = event;
    const question = JSON.stringify([id, session, action, outcome, parameters]);
    const nowMs = this.#options.clock();
    const toldMs = this.#reads.get(question);
    if (toldMs !== undefined && nowMs - toldMs < REPEATED_READ_MS) return;
    await this.#options.log.append(event);
    this.#reads.set(question, nowMs);
  }

  /** Runs a change; it and its entry are committed together or not at all. @throws what `change` throws; UnavailableError */
  async withChange<Result>(call: AuditedCall, change: () => Promise<Result>): Promise<Result> {
    return this.#options.log.withChange(this.#eventOf(call, "done"), change);
  }

  list(filter: AuditFilter): Promise<readonly AuditEntry[]> {
    return this.#options.log.list(filter);
  }

  verify(countMax: number, after?: AuditMark): Promise<AuditVerification> {
    return this.#options.log.verify(countMax, after);
  }

  #eventOf({ actor, action, input }: AuditedCall, outcome: AuditOutcome) {
    return { ...actor, action, outcome, parameters: this.#parameters.of(input) };
  }
}
