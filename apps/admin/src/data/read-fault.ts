import * as z from "zod/mini";

/**
 * What an error means to the page. `unauthenticated`: log in. `forbidden`: ask somebody. `refused`: the input is wrong, asking again is no use.
 * `limited`: asked too often. `offline`: no answer at all. `failed`: the server could not, now.
 */
export interface Fault {
  readonly kind: "unauthenticated" | "forbidden" | "refused" | "limited" | "offline" | "failed";
  /** The server's stable code, as `NOT_FOUND`; null where none came. */
  readonly code: string | null;
  /** For whoever searches the server's log; null where none came. */
  readonly requestId: string | null;
  /** The server's own words about a refused input, in English; null where there are none for people. */
  readonly reason: string | null;
}

const Answered = z.object({
  message: z.optional(z.string()),
  data: z.object({ httpStatus: z.number(), reason: z.optional(z.string()) }),
});
const WithResponse = z.object({
  meta: z.object({ response: z.object({ headers: z.instanceof(Headers) }) }),
});

const kindOf = (httpStatus: number): Fault["kind"] => {
  const known: Partial<Record<number, Fault["kind"]>> = {
    401: "unauthenticated",
    403: "forbidden",
    429: "limited",
  };
  return known[httpStatus] ?? (httpStatus >= 400 && httpStatus < 500 ? "refused" : "failed");
};

const requestIdOf = (error: unknown): string | null => {
  const parsed = WithResponse.safeParse(error);
  return parsed.success ? parsed.data.meta.response.headers.get("x-request-id") : null;
};

/** Reads any error of a procedure call. What carries no answer of the server's is `offline`, a proxy's error page included. */
export const readFault = (error: unknown): Fault => {
  const answered = Answered.safeParse(error);
  const kind = answered.success ? kindOf(answered.data.data.httpStatus) : "offline";
  return {
    kind,
    code: answered.data?.data.reason ?? null,
    requestId: requestIdOf(error),
    reason: kind === "refused" ? (answered.data?.message ?? null) : null,
  };
};

/** Whether the same question may be answered later without anybody doing anything. */
export const mayRecover = (fault: Fault): boolean =>
  fault.kind === "offline" || fault.kind === "failed" || fault.kind === "limited";
