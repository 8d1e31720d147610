import type { Attribution } from "../attribution/attribution.ts";
import { boundedAttribution } from "../attribution/bounded-attribution.ts";
import { boundedText } from "../attribution/bounded-text.ts";
import { estimateCall } from "./estimate-call.ts";
import type { CallEstimate, GuardedCall, GuardOptions } from "./guard-options.ts";
import { askQuota, type QuotaTarget, type QuotaVerdict } from "./quota-call.ts";
import { QuotaExceededError } from "./quota-exceeded-error.ts";

/** What a guard needs of the client. */
export interface CallGuardParts {
  readonly options: GuardOptions;
  readonly target: QuotaTarget;
  /** Told once an episode, which ends when the server answers. Must not throw. */
  readonly trouble: (message: string, cause: unknown) => void;
  /** Told of every call that is made though nobody could be asked. */
  readonly passedOpen: () => void;
  /** Told of every call that is refused. */
  readonly refused: () => void;
}

/** Asks before each call whether the quotas have room for it. */
export class CallGuard {
  readonly #parts: CallGuardParts;
  #isAway = false;

  constructor(parts: CallGuardParts) {
    this.#parts = parts;
  }

  /**
   * Waits for the server's answer, and no longer than the guard may.
   *
   * @returns the reservation that the record of the call gives back; undefined where nothing was reserved.
   * @throws QuotaExceededError, and nothing else.
   */
  async admit(call: GuardedCall, attribution: Attribution): Promise<string | undefined> {
    const { options, target } = this.#parts;
    const { user, feature } = boundedAttribution(attribution);
    const model = boundedText(call.model, 128);
    const estimate = options.reserve === false ? null : this.#estimate(call);
    const verdict = await askQuota(target, { user, feature, model, estimate });
    try {
      return this.#follow(verdict);
    } catch (error) {
      this.#parts.refused();
      throw error;
    }
  }

  #follow(verdict: QuotaVerdict): string | undefined {
    if (verdict.kind === "away") {
      return this.#away(verdict.cause);
    }
    this.#isAway = false;
    if (verdict.kind === "refused") {
      throw new QuotaExceededError(verdict.reason, verdict.quota);
    }
    return verdict.reservationId;
  }

  #away(cause: unknown): undefined {
    const isClosed = this.#parts.options.failMode === "closed";
    if (!this.#isAway) {
      this.#isAway = true;
      const follows = isClosed ? "calls are refused" : "calls are made without";
      this.#parts.trouble(`quotas cannot be asked about; ${follows}.`, cause);
    }
    if (isClosed) {
      throw new QuotaExceededError("unavailable", null);
    }
    this.#parts.passedOpen();
    return undefined;
  }

  #estimate(call: GuardedCall): CallEstimate {
    try {
      return this.#parts.options.estimate?.(call) ?? estimateCall(call);
    } catch (error) {
      this.#parts.trouble("`estimate` threw; the call was reckoned without it.", error);
      return estimateCall(call);
    }
  }
}
