import type { Attribution } from "../attribution/attribution.ts";
import type { Capture } from "./capture.ts";
import type { SeenRequest } from "./captured-call.ts";

type Fetch = typeof globalThis.fetch;

const seenRequest = (input: Parameters<Fetch>[0], init: Parameters<Fetch>[1]): SeenRequest => {
  const request = input instanceof Request ? input : new URL(input);
  const sent = request instanceof URL ? { url: request.href, method: "GET" } : request;
  return {
    url: sent.url,
    method: init?.method ?? sent.method,
    headers: new Headers(init?.headers ?? ("headers" in sent ? sent.headers : undefined)),
    body: init?.body,
  };
};

/**
 * A `fetch` that watches calls to Anthropic and lets everything else through: for SDKs older than 0.101.0 and for the Vercel AI SDK.
 * It sees what is on the wire: of Bedrock's streams (AWS event stream) it cannot read the usage; take the middleware there.
 */
export const capturingFetch =
  (capture: Capture, inner: Fetch, attribution: Attribution): Fetch =>
  (input, init) =>
    capture.watch(
      () => seenRequest(input, init),
      attribution,
      () => inner(input, init),
    );
