import type { Attribution } from "../attribution/attribution.ts";
import type { Capture } from "./capture.ts";

/** What a middleware is given of a request: the part of the Anthropic SDK's `APIRequest` that is read. */
export interface MiddlewareRequest {
  readonly url: string;
  readonly method?: string | undefined;
  readonly headers: Headers;
  readonly body?: unknown;
}

/** What a middleware is given beside it: the part of the Anthropic SDK's `MiddlewareContext` that is read. */
export interface MiddlewareContext {
  readonly options?: { readonly body?: unknown } | undefined;
}

/** A middleware of the Anthropic SDK (0.101.0 and later), said without importing it. */
export type AnthropicMiddleware = <Request extends MiddlewareRequest>(
  request: Request,
  next: (request: Request) => Promise<Response>,
  context?: MiddlewareContext,
) => Promise<Response>;

/**
 * The middleware of a client. The request goes on untouched, the response comes back with its body watched.
 * Installed on the client and on a request both, a call is recorded once, with the attribution of both; the request's wins.
 */
export const anthropicMiddleware =
  (capture: Capture, attribution: Attribution): AnthropicMiddleware =>
  (request, next, context) =>
    capture.watch(
      () => ({
        url: request.url,
        method: request.method ?? "GET",
        headers: request.headers,
        // The object the SDK made its JSON of: read at no cost, however long the prompt.
        body: context?.options?.body ?? request.body,
      }),
      attribution,
      () => next(request),
    );
