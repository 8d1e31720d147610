import { createServer, type IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";

const Export = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          scope: z.object({ name: z.string() }),
          spans: z.array(
            z.object({
              name: z.string(),
              traceId: z.string(),
              parentSpanId: z.string().optional(),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** A span as it came over the wire. */
export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly parentSpanId?: string | undefined;
}

/** What an OpenTelemetry collector does, as far as it is asked here: takes spans by OTLP over HTTP. */
export interface TraceCollector extends AsyncDisposable {
  /** What a process is started with to send it spans, as docs/operate.md says. */
  readonly settings: Readonly<Record<string, string>>;
  /** The product's own spans so far. */
  readonly spans: () => readonly CollectedSpan[];
}

const EXAMPLE = new URL("../../../../examples/tracing.mjs", import.meta.url).href;

export const startTraceCollector = async (): Promise<TraceCollector> => {
  const spans: CollectedSpan[] = [];
  const take = async (request: IncomingMessage): Promise<void> => {
    const { resourceSpans } = Export.parse(await json(request));
    for (const { scope, spans: told } of resourceSpans.flatMap(({ scopeSpans }) => scopeSpans)) {
      if (scope.name === "tokenledger") spans.push(...told);
    }
  };
  const server = createServer((request, response) => {
    void take(request).finally(() =>
      response.writeHead(200, { "content-type": "application/json" }).end("{}"),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    settings: {
      NODE_OPTIONS: `--import=${EXAMPLE}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    },
    spans: () => spans,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
};
