export type { Backlog } from "./backlog.ts";
export type { BaseComparison, BaseDifference, ComparedCell } from "./compare-bases.ts";
export type { Counter } from "./counter.ts";
export { createBuffer, type BufferOptions } from "./create-buffer.ts";
export { createWaitingUsage, type WaitingUsageSettings } from "./create-waiting-usage.ts";
export type { Epoch } from "./epoch.ts";
export { RedisBuffer } from "./redis-buffer.ts";

export type { WaitingBuffer } from "./waiting-buffer.ts";
