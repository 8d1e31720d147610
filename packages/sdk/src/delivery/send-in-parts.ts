import type { CollectAnswer, RecordResult } from "./collect-answer.ts";
import { ENVELOPE_BYTES } from "./collect-call.ts";
import type { WaitingRecord } from "./waiting-record.ts";

/** Most that one call carries. */
export interface PartLimits {
  readonly countMax: number;
  readonly bytesMax: number;
}

/** How parts are sent, and who hears of their answers. */
export interface PartSender {
  send(part: readonly WaitingRecord[]): Promise<CollectAnswer>;
  /** Each record of `part` has its answer; `rest` still waits. */
  settled(
    part: readonly WaitingRecord[],
    results: readonly RecordResult[],
    rest: readonly WaitingRecord[],
  ): void;
}

/** `done`: every record has its answer. Else the server takes nothing for now; what was not settled waits. */
export type SendOutcome =
  | { readonly kind: "done" }
  | Extract<CollectAnswer, { kind: "held" | "away" }>;

const countWithin = (records: readonly WaitingRecord[], limits: PartLimits): number => {
  let bytes = ENVELOPE_BYTES;
  let count = 0;
  for (const record of records) {
    bytes += record.byteCount + 1;
    if (count === limits.countMax || (count > 0 && bytes > limits.bytesMax)) {
      break;
    }
    count += 1;
  }
  return count;
};

/**
 * Sends records in as few calls as the limits allow. A call that is refused as a whole is halved until the record that is the cause stands alone:
 * that one is rejected, its neighbours go through. It ends because every refusal halves and every single refusal settles.
 */
export const sendInParts = async (
  records: readonly WaitingRecord[],
  limits: PartLimits,
  sender: PartSender,
): Promise<SendOutcome> => {
  let rest = records;
  let countMax = limits.countMax;
  while (rest.length > 0) {
    const part = rest.slice(0, countWithin(rest, { ...limits, countMax }));
    const answer = await sender.send(part);
    if (answer.kind === "held" || answer.kind === "away") {
      return answer;
    }
    const results = resultsOf(answer, part.length);
    if (results === null) {
      countMax = Math.ceil(part.length / 2);
      continue;
    }
    rest = rest.slice(part.length);
    sender.settled(part, results, rest);
  }
  return { kind: "done" };
};

/** Null: the call must be halved. */
const resultsOf = (
  answer: Exclude<CollectAnswer, { kind: "held" | "away" }>,
  count: number,
): readonly RecordResult[] | null => {
  if (answer.kind === "settled") {
    return answer.results;
  }
  if (count > 1) {
    return null;
  }
  return answer.kind === "too_large"
    ? [{ status: "rejected", code: "too_large", message: "more than the server takes" }]
    : [{ status: "rejected", code: answer.code.toLowerCase(), message: answer.message }];
};
