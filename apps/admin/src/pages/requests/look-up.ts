import { RANGE_DAYS_MAX, type Span } from "../../period/range.ts";
import { DAY_MS, startOfDay } from "../../period/utc-day.ts";
import type { RequestsSearch } from "../../view/view-search.ts";
import { UTC } from "../../zone/zone.ts";

type LookUp = Pick<RequestsSearch, "requestId" | "messageId">;

/** Reads what was typed into the look-up box: Anthropic's message ids begin with `msg_`, anything else is taken as a request id; nothing looks nothing up. */
export const lookUpOf = (text: string): LookUp => {
  const id = text.trim();
  if (id === "") {
    return { requestId: undefined, messageId: undefined };
  }
  return id.startsWith("msg_")
    ? { requestId: undefined, messageId: id }
    : { requestId: id, messageId: undefined };
};

/** What is being looked up; empty for nothing. */
export const lookUpText = ({ requestId, messageId }: LookUp): string =>
  requestId ?? messageId ?? "";

/** Where to look: whoever has an id does not know the day, so a look-up ignores the period and takes the last 400 days, today included. */
export const lookUpSpan = (nowMs: number): Span => {
  const endMs = startOfDay(nowMs) + DAY_MS;
  return { startMs: endMs - RANGE_DAYS_MAX * DAY_MS, endMs, zone: UTC };
};
