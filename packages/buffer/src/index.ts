export type { Backlog } from "./waiting/backlog.ts";
export type { BaseComparison, BaseDifference, ComparedCell } from "./totals/compare-bases.ts";
export type { Counter } from "./totals/counter.ts";
export { createBuffer, type BufferOptions } from "./create-buffer.ts";
export { createWaitingUsage, type WaitingUsageSettings } from "./create-waiting-usage.ts";
export type { Epoch } from "./connection/epoch.ts";
export { inspectRedis, type RedisInspection } from "./connection/inspect-redis.ts";
export { RedisBuffer } from "./collect/redis-buffer.ts";

export type { WaitingBuffer } from "./waiting/waiting-buffer.ts";
