export { mayReadMetrics } from "./may-read-metrics.ts";
export { startMetricsServer, type MetricsServer } from "./metrics-server.ts";
export type { MetricsConfig } from "./config.ts";
