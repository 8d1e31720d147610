import type { DataHealth } from "@tokenledger/api";
import type { FastifyInstance } from "fastify";
import { HealthSummary } from "./health-summary.ts";
import type { Readiness } from "./readiness.ts";

export interface HealthRoutesOptions {
  readonly readiness: Readiness;
  readonly health: Pick<DataHealth, "vitalSigns">;
  readonly version: string;
}

/**
 * `/livez`: the process answers (restart it when not). `/readyz`: send it traffic; 503 when not, with the checks in the body either way.
 * `/healthz`: how it goes, for people and monitors: the stores, the lag and the dead letters, with reasons; 503 when bad. Read anew every 5 seconds.
 * `/version`: what runs here.
 */
export const registerHealthRoutes = (app: FastifyInstance, options: HealthRoutesOptions): void => {
  app.get("/livez", (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "live" }),
  );
  app.get("/readyz", async (_request, reply) => {
    const report = await options.readiness.report();
    reply.code(report.isReady ? 200 : 503).header("cache-control", "no-store");
    return report;
  });
  const healthz = new HealthSummary(options);
  app.get("/healthz", async (_request, reply) => {
    const summary = await healthz.read();
    reply.code(summary.status === "bad" ? 503 : 200).header("cache-control", "no-store");
    return summary;
  });
  app.get("/version", (_request, reply) =>
    reply.send({ version: options.version, node: process.version }),
  );
};
