import type { Attribution } from "../attribution/attribution.ts";
import type { Capture } from "./capture.ts";
import type { SeenRequest } from "./captured-call.ts";

type Fetch = typeof globalThis.fetch;

const seenRequest = (input: Parameters<Fetch>[0], init: Parameters<Fetch>[1]): SeenRequest => {
  const plain = typeof input === "string" || input instanceof URL;
  const request = plain ? { url: String(input), method: "GET", headers: undefined } : input;
  return {
    url: request.url,
    method: init?.method ?? request.method,
    headers: new Headers(init?.headers ?? request.headers),
    body: init?.body,
  };
};

/**
 * A `fetch` that watches calls to Anthropic and lets everything else through: for SDKs older than 0.101.0 and for the Vercel AI SDK.
 * It sees what is on the wire, and reads the wire forms of Bedrock and Vertex too.
 */
export const capturingFetch =
  (capture: Capture, inner: Fetch, attribution: Attribution): Fetch =>
  (input, init) =>
    capture.watch(
      () => seenRequest(input, init),
      attribution,
      () => inner(input, init),
    );
