/**
 * Why a record was refused. A refusal is definitive: the same record sent again is refused again.
 * `invalid`: not a usage record (`field` says where). `too_old`, `in_future`: outside the window judged at collect.
 * `user_disabled`: the call was made at or after the moment its user was disabled.
 */
export type RejectionCode = "invalid" | "too_old" | "in_future" | "user_disabled";

/** A refused record. Its neighbours in the call are not touched by it. */
export interface RejectedRecord {
  readonly status: "rejected";
  readonly code: RejectionCode;
  /** Opens with the field's path where there is one: `usage.input_tokens: …`. Never repeats the value sent. */
  readonly message: string;
  /** Path of the field that is wrong, as `usage.input_tokens`. */
  readonly field?: string;
}

/** A record that is kept: `accepted` now, or `duplicate` of one kept in the last minutes. Both are never lost. */
export interface KeptRecord {
  readonly status: "accepted" | "duplicate";
}

/** The answer to one record. */
export type CollectResult = KeptRecord | RejectedRecord;

/** The answer to one `collectBatch`: one result per record, in the order sent. */
export interface CollectBatchResult {
  readonly results: readonly CollectResult[];
  /** The server's clock when it answered, epoch milliseconds. Lets a sender with a wrong clock correct itself. */
  readonly serverTimeMs: number;
}
