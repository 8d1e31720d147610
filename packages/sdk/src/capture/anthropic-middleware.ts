import type { Attribution } from "../attribution/attribution.ts";
import type { Capture } from "./capture.ts";
import type { AnthropicMiddleware } from "./middleware-shape.ts";

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
