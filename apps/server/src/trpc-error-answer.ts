import type { ApiErrorShape, ProcedureMeta } from "@tokenledger/api";
import {
  getTRPCErrorShape,
  transformTRPCResponse,
  type TRPCError,
  type TRPCRootConfig,
} from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";

/** An error as HTTP: what tRPC's clients read, and the headers that say the same to everybody else. */
export interface ErrorAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
  /** The stable code inside: `BUSY`, `KEY_DISABLED`, … */
  readonly reason: string;
  /** What the body says. */
  readonly shape: ApiErrorShape;
}

/** Retry-After counts whole seconds (RFC 9110, section 10.2.3); rounded up, nobody comes back too early. */
export const retryAfterHeader = (retryAfterMs: number): Record<string, string> => ({
  "retry-after": String(Math.ceil(retryAfterMs / 1000)),
});

/** The configuration of either router: `router._def._config`. */
type ApiConfig<Context extends object, Transformer extends boolean> = TRPCRootConfig<{
  ctx: Context;
  meta: ProcedureMeta;
  errorShape: ApiErrorShape;
  transformer: Transformer;
}>;

/** Writes an error as the router's own error formatter shapes it. */
export const trpcErrorAnswer = <Context extends object, Transformer extends boolean>(
  config: ApiConfig<Context, Transformer>,
  error: TRPCError,
  path: string | undefined,
): ErrorAnswer => {
  const shape = getTRPCErrorShape({
    config,
    error,
    type: "unknown",
    path,
    input: undefined,
    ctx: undefined,
  });
  const { reason, retryAfterMs } = shape.data;
  const statusCode = getHTTPStatusCodeFromError(error);
  return {
    statusCode,
    headers: {
      ...(retryAfterMs !== undefined && retryAfterHeader(retryAfterMs)),
      ...(statusCode === 401 && { "www-authenticate": "Bearer" }),
    },
    body: JSON.stringify(transformTRPCResponse(config, { error: shape })),
    reason,
    shape,
  };
};
