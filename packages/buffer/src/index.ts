export type { Backlog } from "./backlog.ts";
export type { Counter } from "./counter.ts";
export { createBuffer, type BufferOptions } from "./create-buffer.ts";
export { createWaitingUsage, type WaitingUsageSettings } from "./create-waiting-usage.ts";
export { RedisBuffer } from "./redis-buffer.ts";
export { RedisWaitingUsage } from "./redis-waiting-usage.ts";
