import type { CallOutcome, CallUsage } from "../call-usage.ts";
import type { BodyEnd } from "./pass-through.ts";

/** What an answer's body says of its call. */
export type AnswerFacts = Pick<
  CallUsage,
  "usage" | "model" | "messageId" | "stopReason" | "errorType"
> & { readonly outcome: CallOutcome };

/** Reads one kind of body as it passes. */
export interface AnswerReader {
  push(bytes: Uint8Array): void;
  /** Called once, last. */
  finish(end: BodyEnd): AnswerFacts;
}

/** The outcome of a body that was not read whole. */
export const unfinishedOutcome = (end: BodyEnd): CallOutcome =>
  end === "read" ? "truncated" : end;
