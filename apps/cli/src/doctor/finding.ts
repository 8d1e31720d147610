import { TokenledgerError } from "@tokenledger/usage";

/** What one check found. */
export interface Finding {
  /** What was looked at: `PostgreSQL`. The same word for all findings about it. */
  readonly subject: string;
  /** `fails`: the system does not run, or may lose or miscount. `warning`: it runs, and somebody should know. */
  readonly state: "ok" | "warning" | "fails";
  readonly text: string;
  /** What to do next; null where nothing is to be done. */
  readonly advice: string | null;
}

/** Findings about one subject. */
export const about = (subject: string) => ({
  ok: (text: string): Finding => ({ subject, state: "ok", text, advice: null }),
  warning: (text: string, advice: string): Finding => ({ subject, state: "warning", text, advice }),
  fails: (text: string, advice: string): Finding => ({ subject, state: "fails", text, advice }),
});

/** The code that a system, PostgreSQL or Redis gave with an error, however deep in its causes: ECONNREFUSED, 28P01, WRONGPASS. */
export const errorCodeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  // Ours says only that something is away; why, its cause does.
  if (error instanceof TokenledgerError) return errorCodeOf(error.cause);
  if (error.name === "ReplyError") return /^[A-Z]+\b/.exec(error.message)?.[0];
  const inner = error instanceof AggregateError ? errorCodeOf(error.errors[0]) : undefined;
  const deeper = inner ?? errorCodeOf(error.cause);
  if (deeper !== undefined) return deeper;
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
};

/** An address without the password in it. */
export const withoutPassword = (url: string): string => url.replace(/:[^:@/]*@/, ":…@");
