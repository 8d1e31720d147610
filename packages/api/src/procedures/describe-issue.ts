import type { z } from "zod";

/** The first fault of an input, in words that name the field and never repeat its value. */
export interface IssueDescription {
  readonly message: string;
  readonly field: string | undefined;
}

/** A path may hold names the sender made up (tags): a refusal must not be a way to get megabytes back. */
const FIELD_LENGTH_MAX = 128;

/** Says what is wrong with an input: `usage.input_tokens: must be …`. One fault is enough: the sender mends one at a time. */
export const describeIssue = (error: z.ZodError): IssueDescription => {
  const [issue] = error.issues;
  const message = issue?.message ?? "not as it must be";
  const field = (issue?.path ?? []).map(String).join(".").slice(0, FIELD_LENGTH_MAX);
  return field === "" ? { message, field: undefined } : { message: `${field}: ${message}`, field };
};
