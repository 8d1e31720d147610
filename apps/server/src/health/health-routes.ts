import type { FastifyInstance } from "fastify";
import type { Readiness } from "./readiness.ts";

export interface HealthRoutesOptions {
  readonly readiness: Readiness;
  readonly version: string;
}

/**
 * `/livez`: the process answers (restart it when not). `/readyz`: send it traffic; 503 when not, with the checks in the body either way.
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
  app.get("/version", (_request, reply) =>
    reply.send({ version: options.version, node: process.version }),
  );
};
