import { z } from "zod";

/** Where a process without a door tells its metrics. */
export const metricsShape = {
  /** Port on which `/metrics` is served to Prometheus; 0 takes a free one. Missing: nowhere. */
  TOKENLEDGER_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Address that port listens on. Default 127.0.0.1: nobody outside this machine. */
  TOKENLEDGER_METRICS_HOST: z.string().default("127.0.0.1"),
  /** Bearer token with which `/metrics` may be read from anywhere. Default: it is there for this machine alone. */
  TOKENLEDGER_METRICS_TOKEN: z.string().min(16).optional(),
};

export type MetricsConfig = z.output<z.ZodObject<typeof metricsShape>>;
