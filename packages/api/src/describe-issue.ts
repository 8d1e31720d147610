import type { z } from "zod";

/** The first fault of an input, in words that name the field and never repeat its value. */
export interface IssueDescription {
  readonly message: string;
  readonly field: string | undefined;
}

/** Says what is wrong with an input: `usage.input_tokens: must be …`. One fault is enough: the sender mends one at a time. */
export const describeIssue = (error: z.ZodError): IssueDescription => {
  const [issue] = error.issues;
  if (issue === undefined) {
    return { message: "not as it must be", field: undefined };
  }
  const field = issue.path.map(String).join(".");
  return field === ""
    ? { message: issue.message, field: undefined }
    : { message: `${field}: ${issue.message}`, field };
};
