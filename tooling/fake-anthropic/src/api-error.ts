import { jsonAnswer, type Answer } from "./answer.ts";

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  500: "api_error",
  529: "overloaded_error",
};

const ORGANIZATION_ID = "00000000-0000-4000-8000-000000000000";

/** What the API says of itself; a 429 names the organization in its text, as the real one does: whoever stores it must mask it. */
const MESSAGES: Readonly<Record<number, string>> = {
  400: "prompt is too long: 213462 tokens > 200000 maximum",
  429: `This request would exceed the rate limit for your organization (${ORGANIZATION_ID}) of 30,000 input tokens per minute.`,
  500: "Internal server error",
  529: "Overloaded",
};

/** Only these are worth another try; the API says `false` for its own 500 too (recorded). */
const shouldRetry = (status: number): boolean => status === 429 || status === 529;

/** An error as the Messages API answers it: type by status, `x-should-retry`, the request id in header and body. */
export const errorAnswer = (
  status: number,
  requestId: string,
  details: { readonly message?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Answer => {
  const type = ERROR_TYPES[status] ?? "api_error";
  const message = details.message ?? MESSAGES[status] ?? "Request failed";
  return jsonAnswer(
    status,
    { type: "error", error: { type, message }, request_id: requestId },
    {
      "x-should-retry": String(shouldRetry(status)),
      "request-id": requestId,
      ...details.headers,
    },
  );
};

/** The `error` event that can stand in the middle of a stream with status 200. */
export const ERROR_EVENT =
  'event: error\ndata: {"type":"error","error":{"details":null,"type":"overloaded_error","message":"Overloaded"}            }\n\n';
