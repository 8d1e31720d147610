/** A quota that stopped a call. Amounts are whole, in the quota's unit; pico-USD (a millionth of a millionth of a dollar) for `usd`. */
export interface ExceededQuota {
  readonly id: string;
  readonly name: string;
  /** `all`, `access_key`, `user`, `feature` or `model`. */
  readonly scope: string;
  /** Which key, user, feature or model; empty for `all`. */
  readonly value: string;
  /** `usd`, `tokens`, `weighted_tokens` or `requests`. */
  readonly unit: string;
  /** `hour`, `day`, `week` or `month`. */
  readonly window: string;
  readonly limit: bigint;
  readonly used: bigint;
  /** Held by calls that were under way. */
  readonly reserved: bigint;
  /** When the count starts anew; null for a rolling window. */
  readonly resetsAt: Date | null;
}

/** `limit`: a quota has no room. `unpriced`, `unavailable`: it could not be told, and somebody chose to refuse then. */
export type QuotaRefusal = "limit" | "unpriced" | "unavailable";

/** The Anthropic SDK takes an error that says so for a broken connection, and tries again. */
const SAYS_TIMEOUT = /timed? ?out/iu;

const PICO_PER_MICRO = 1_000_000n;
const MICRO_DIGITS = 6;

const amountText = (amount: bigint, unit: string): string => {
  if (unit !== "usd") {
    return `${amount} ${unit.replace("_", " ")}`;
  }
  const micros = String(amount / PICO_PER_MICRO).padStart(MICRO_DIGITS + 1, "0");
  const cents = micros.slice(-MICRO_DIGITS).replace(/0{1,4}$/u, "");
  return `$${micros.slice(0, -MICRO_DIGITS)}.${cents}`;
};

const nameOf = ({ id, name }: ExceededQuota): string =>
  SAYS_TIMEOUT.test(name) ? `number ${id}` : `"${name}"`;

const describe = (reason: QuotaRefusal, quota: ExceededQuota | null): string => {
  if (quota === null) {
    return "The call was refused: its quotas could not be asked about.";
  }
  if (reason !== "limit") {
    const cause = reason === "unpriced" ? "the model has no price" : "it could not be counted";
    return `The call was refused: quota ${nameOf(quota)} fails closed, and ${cause}.`;
  }
  const { unit, used, reserved, limit, resetsAt } = quota;
  const held = reserved === 0n ? "" : ` and ${amountText(reserved, unit)} held`;
  const reset = resetsAt === null ? "" : `; it starts anew at ${resetsAt.toISOString()}`;
  return `Quota ${nameOf(quota)} has no room: ${amountText(used, unit)} used${held} of ${amountText(limit, unit)} a ${quota.window}${reset}.`;
};

/**
 * A call was not made, because a quota has no room for it. Nothing was sent to Anthropic, and nothing is recorded.
 * Trying again helps once the quota starts anew (`resetsAt`), or when calls under way end below what they held.
 */
export class QuotaExceededError extends Error {
  override readonly name = "QuotaExceededError";
  readonly code = "QUOTA_EXCEEDED";
  readonly reason: QuotaRefusal;
  /** The limit that binds, of several the one that resets last; null where the server could not be asked. */
  readonly quota: ExceededQuota | null;

  constructor(reason: QuotaRefusal, quota: ExceededQuota | null) {
    super(describe(reason, quota));
    this.reason = reason;
    this.quota = quota;
  }

  /** When the quota that binds starts anew; null where nobody can tell. */
  get resetsAt(): Date | null {
    return this.quota?.resetsAt ?? null;
  }

  /** Finds it in an error or its causes: SDKs that call `fetch` wrap what it throws. */
  static from(error: unknown): QuotaExceededError | null {
    let cause = error;
    for (let depth = 0; depth < 10 && cause instanceof Error; depth += 1) {
      if (cause instanceof QuotaExceededError) {
        return cause;
      }
      cause = cause.cause;
    }
    return null;
  }
}
