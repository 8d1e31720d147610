import { createHash } from "node:crypto";
import { derivedEventId } from "@tokenledger/usage/derived-event-id";

const DAY_MS = 86_400_000;
const CALLS_A_DAY = 40;
const USERS = ["ada", "alan", "edsger", "grace", "katherine"] as const;
const CALLS = [
  { feature: "chat", model: "claude-sonnet-4-5", input: 900, output: 300 },
  { feature: "search", model: "claude-haiku-4-5", input: 2_400, output: 120 },
  { feature: "review", model: "claude-opus-4-5", input: 6_000, output: 900 },
] as const;

/** Numbers that look like chance and are the same for a name at every run. */
const diceOf = (name: string): ((sides: number) => number) => {
  const bytes = createHash("sha256").update(name).digest();
  let at = 0;
  return (sides) => {
    const value = bytes.readUInt32BE((at * 4) % (bytes.length - 4));
    at += 1;
    return value % sides;
  };
};

const recordOf = (dayMs: number, index: number): object => {
  const name = `demo ${dayMs} ${index}`;
  const dice = diceOf(name);
  const call = CALLS[dice(CALLS.length)] ?? CALLS[0];
  const cached = dice(3) === 0 ? call.input : 0;
  return {
    eventId: derivedEventId(dayMs + dice(DAY_MS), name),
    user: USERS[dice(USERS.length)] ?? USERS[0],
    feature: call.feature,
    model: call.model,
    status: 200,
    durationMs: 400 + dice(4_000),
    usage: {
      input_tokens: call.input + dice(call.input),
      output_tokens: call.output + dice(call.output),
      cache_read_input_tokens: cached,
      cache_creation_input_tokens: 0,
    },
  };
};

/** Calls of the whole UTC days before now, the same at every run of a day. */
export const demoRecords = (nowMs: number, days: number): readonly object[] => {
  const todayMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
  return Array.from({ length: days }, (_day, day) =>
    Array.from({ length: CALLS_A_DAY }, (_call, index) =>
      recordOf(todayMs - (day + 1) * DAY_MS, index),
    ),
  ).flat();
};
