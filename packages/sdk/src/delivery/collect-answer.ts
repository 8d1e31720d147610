import { readJson, readObject, readText, type UncheckedObject } from "../read-json.ts";
import { retryAfterMs } from "./retry-delay.ts";

/** What became of one record of a call. */
export type RecordResult =
  | { readonly status: "accepted" }
  | { readonly status: "duplicate" }
  | { readonly status: "rejected"; readonly code: string; readonly message: string };

/**
 * What one collect call came to, by what follows from it.
 * `settled`: every record has its answer. `too_large` and `refused`: the call as a whole was refused; halve it to find out why.
 * `held`: nothing will change until somebody changes the settings; keep everything, probe now and then. `away`: try again.
 */
export type CollectAnswer =
  | { readonly kind: "settled"; readonly results: readonly RecordResult[] }
  | { readonly kind: "too_large" }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | { readonly kind: "held"; readonly reason: string }
  | { readonly kind: "away"; readonly reason: string; readonly retryAfterMs: number | null };

/** An HTTP answer, read whole. */
export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
}

/** The clock of the server, where its answer tells it: exact in the body, else cut to the second in `Date`. */
export const serverTimeMs = (answer: { body: string; date: string | null }): number =>
  readServerTime(readObject(readJson(answer.body))) ?? Date.parse(answer.date ?? "");

const resultData = (body: UncheckedObject | null): UncheckedObject | null =>
  readObject(readObject(body?.["result"])?.["data"]);

const readServerTime = (body: UncheckedObject | null): number | undefined => {
  const time = resultData(body)?.["serverTimeMs"];
  return typeof time === "number" ? time : undefined;
};

const readResult = (value: unknown): RecordResult | null => {
  const result = readObject(value);
  const status = result?.["status"];
  if (status === "accepted") {
    return { status };
  }
  if (status === "duplicate") {
    return { status };
  }
  if (status !== "rejected") {
    return null;
  }
  return {
    status,
    code: readText(result?.["code"]) ?? "REJECTED",
    message: readText(result?.["message"]) ?? "",
  };
};

const readResults = (body: UncheckedObject | null, count: number): RecordResult[] | null => {
  const results = resultData(body)?.["results"];
  if (!Array.isArray(results) || results.length !== count) {
    return null;
  }
  const read = results.map(readResult);
  return read.every((result) => result !== null) ? read : null;
};

/** 2xx, but is it ours? A captive portal, a proxy's error page or a half answer must not settle records: they would be lost. */
const readSuccess = (answer: HttpAnswer, count: number): CollectAnswer => {
  const results = readResults(readObject(readJson(answer.body)), count);
  return results === null
    ? { kind: "away", reason: `HTTP ${answer.status} without an answer`, retryAfterMs: null }
    : { kind: "settled", results };
};

const HELD: ReadonlySet<number> = new Set([401, 402, 403, 404, 405, 406, 407, 410, 411, 415, 421]);
/** Statuses below 500 that pass by themselves: Request Timeout, Conflict, Locked, Too Early, Too Many Requests. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 423, 425, 429]);

const readRefusal = (answer: HttpAnswer): CollectAnswer => {
  const error = readObject(readObject(readJson(answer.body))?.["error"]);
  const data = readObject(error?.["data"]);
  if (data === null) {
    // A 400 of something between us and the server says nothing about the records: hold them.
    return { kind: "held", reason: `HTTP ${answer.status}` };
  }
  return {
    kind: "refused",
    code: readText(data["reason"]) ?? readText(data["code"]) ?? "BAD_REQUEST",
    message: readText(error?.["message"]) ?? "",
  };
};

const isAway = (status: number): boolean => status >= 500 || status < 200 || PASSING.has(status);

/**
 * Reads what a collect call of `count` records was answered. Only a whole answer of our own server settles anything;
 * whatever is unclear keeps the records, because sending them again is free and losing them is not.
 */
export const readCollectAnswer = (
  answer: HttpAnswer,
  count: number,
  nowMs: number,
): CollectAnswer => {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return readSuccess(answer, count);
  }
  if (status === 413) {
    return { kind: "too_large" };
  }
  if (isAway(status)) {
    const waitMs = retryAfterMs(answer.retryAfter, nowMs);
    return { kind: "away", reason: `HTTP ${status}`, retryAfterMs: waitMs };
  }
  if (HELD.has(status) || status < 400) {
    return { kind: "held", reason: `HTTP ${status}` };
  }
  return readRefusal(answer);
};
