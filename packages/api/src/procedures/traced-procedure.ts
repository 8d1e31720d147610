import { errorTypeOf, openSpan } from "@tokenledger/tracing";
import { toTrpcError } from "./to-trpc-error.ts";

/** Calls one procedure within a span of its own: a request may carry twenty. Says which, never what was asked or of whom. */
export const tracedProcedure = async <
  Result extends { readonly ok: boolean; readonly error?: unknown },
>(
  path: string,
  next: () => Promise<Result>,
): Promise<Result> => {
  const span = openSpan(path, {
    kind: "internal",
    attributes: { "rpc.system.name": "trpc", "rpc.method": path },
  });
  try {
    const result = await span.within(next);
    if (!result.ok) span.fail(errorTypeOf(toTrpcError(result.error)));
    return result;
  } finally {
    span.end();
  }
};
