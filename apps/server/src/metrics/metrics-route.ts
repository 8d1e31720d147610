import { createHash, timingSafeEqual } from "node:crypto";
import ipaddr from "ipaddr.js";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { bearerToken } from "../bearer-token.ts";
import type { ServerMetrics } from "./server-metrics.ts";

export interface MetricsRouteOptions {
  readonly metrics: ServerMetrics;
  /** Who may read besides this machine itself; null: nobody. */
  readonly token: string | null;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const isLoopback = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";

const mayRead = (request: FastifyRequest, token: string | null): boolean => {
  if (token === null) {
    // A proxy on this machine would lend its address to everybody behind it.
    return isLoopback(request.ip) && request.headers["x-forwarded-for"] === undefined;
  }
  const given = bearerToken(request.headers.authorization);
  return given !== null && timingSafeEqual(digest(given), digest(token));
};

/** `/metrics` for Prometheus: with TOKENLEDGER_METRICS_TOKEN as bearer token; without one set, from this machine only. To others it is not there. */
export const registerMetricsRoute = (
  app: FastifyInstance,
  { metrics, token }: MetricsRouteOptions,
): void => {
  app.get("/metrics", async (request, reply) => {
    if (!mayRead(request, token)) {
      return reply.code(404).send({ message: "Not found" });
    }
    const { contentType, body } = await metrics.text();
    return reply.header("content-type", contentType).header("cache-control", "no-store").send(body);
  });
};
