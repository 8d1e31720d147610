import type { AnthropicUsage } from "@tokenledger/usage";
import { readObject, type UncheckedObject } from "../read-json.ts";

const COUNTS = [
  "input_tokens",
  "cache_creation_input_tokens",
  "cache_read_input_tokens",
  "output_tokens",
] as const;

const isCount = (value: unknown): boolean =>
  value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 0);

const haveCounts = (counts: UncheckedObject): boolean => {
  const writes = counts["cache_creation"] ?? {};
  const lifetimes = readObject(writes);
  return (
    COUNTS.every((name) => isCount(counts[name])) &&
    lifetimes !== null &&
    isCount(lifetimes["ephemeral_5m_input_tokens"]) &&
    isCount(lifetimes["ephemeral_1h_input_tokens"])
  );
};

const isIteration = (value: unknown): boolean => {
  const iteration = readObject(value);
  const model = iteration?.["model"] ?? "";
  return iteration !== null && typeof model === "string" && haveCounts(iteration);
};

const haveDetails = (usage: UncheckedObject): boolean => {
  const details = readObject(usage["output_tokens_details"] ?? {});
  return details !== null && isCount(details["thinking_tokens"]);
};

/** Whether every count that is read has a number a sum can be made of. The server judges for itself; here it decides what metrics are made of. */
export const isCountable = (value: unknown): value is AnthropicUsage => {
  const usage = readObject(value);
  const iterations = usage?.["iterations"] ?? [];
  return (
    usage !== null &&
    haveCounts(usage) &&
    haveDetails(usage) &&
    Array.isArray(iterations) &&
    iterations.every(isIteration)
  );
};
