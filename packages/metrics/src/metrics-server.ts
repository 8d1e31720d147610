import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import type { MetricsConfig } from "./config.ts";
import { mayReadMetrics } from "./may-read-metrics.ts";

const READ_MS_MAX = 5_000;

/** A port that tells metrics. */
export interface MetricsServer extends AsyncDisposable {
  /** Null: TOKENLEDGER_METRICS_PORT is not set, and nothing listens. */
  readonly url: string | null;
}

const SILENT: MetricsServer = {
  url: null,
  [Symbol.asyncDispose]: async () => Promise.resolve(),
};

const answer = async (
  registry: Registry,
  token: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (request.url !== "/metrics" || !mayReadMetrics(request, token)) {
    response.writeHead(404).end();
    return;
  }
  const body = await registry.metrics();
  response.writeHead(200, { "content-type": registry.contentType, "cache-control": "no-store" });
  response.end(body);
};

/** Serves `/metrics`, and nothing else. Disposing of it ends its connections. @throws Error where the port is taken. */
export const startMetricsServer = async (
  registry: Registry,
  config: MetricsConfig,
): Promise<MetricsServer> => {
  const { TOKENLEDGER_METRICS_PORT: port, TOKENLEDGER_METRICS_HOST: host } = config;
  if (port === undefined) return SILENT;
  const server = createServer((request, response) => {
    answer(registry, config.TOKENLEDGER_METRICS_TOKEN, request, response).catch(() => {
      response.writeHead(500).end();
    });
  });
  server.requestTimeout = READ_MS_MAX;
  // Were the head's limit the longer one, Node would take each for the other.
  server.headersTimeout = READ_MS_MAX;
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host}:${taken}/metrics`,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
