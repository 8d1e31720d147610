import { expect, test } from "vitest";
import { FAILED_MS, LIVE_MS, liveOptions, refetchMs, SETTLED_MS } from "./live.ts";
import { mayRecover, readFault } from "./read-fault.ts";

const answered = (httpStatus: number): unknown => ({
  data: { httpStatus },
  meta: { response: new Response(null, { headers: { "x-request-id": "r-1" } }) },
});

test("what the server said decides what the page does", () => {
  const kinds = [401, 403, 429, 404, 400, 500, 503].map(
    (status) => readFault(answered(status)).kind,
  );
  expect(kinds).toEqual([
    "unauthenticated",
    "forbidden",
    "limited",
    "refused",
    "refused",
    "failed",
    "failed",
  ]);
});

test("no answer, or a proxy's, is offline; the request's id is given where there is one", () => {
  expect(readFault(new Error("fetch failed"))).toEqual({
    kind: "offline",
    code: null,
    requestId: null,
    reason: null,
  });
  expect(readFault(null)).toMatchObject({ kind: "offline", code: null });
  expect(readFault(answered(500)).requestId).toBe("r-1");
});

test("a refused input says why; what failed inside the server does not", () => {
  const data = { httpStatus: 400, reason: "INVALID_INPUT" };
  const refused = { message: "name: must not be empty", data };
  expect(readFault(refused).code).toBe("INVALID_INPUT");
  expect(readFault(refused).reason).toBe("name: must not be empty");
  expect(readFault({ ...refused, data: { httpStatus: 500 } }).reason).toBeNull();
});

test("only what may pass by itself is asked again by itself", () => {
  expect(mayRecover(readFault(answered(503)))).toBe(true);
  expect(mayRecover(readFault(new Error("x")))).toBe(true);
  expect(mayRecover(readFault(answered(429)))).toBe(true);
  expect(mayRecover(readFault(answered(403)))).toBe(false);
});

const state = (error: unknown): { state: { error: unknown } } => ({ state: { error } });

test("running periods are asked for often, finished ones seldom, refused ones never", () => {
  expect(refetchMs(true)(state(null))).toBe(LIVE_MS);
  expect(refetchMs(false)(state(null))).toBe(SETTLED_MS);
  expect(refetchMs(true)(state(answered(500)))).toBe(FAILED_MS);
  expect(refetchMs(true)(state(answered(403)))).toBe(false);
  expect(liveOptions(true).placeholderData(7)).toBe(7);
});
