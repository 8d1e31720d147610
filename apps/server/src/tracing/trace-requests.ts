import { openSpan, type OpenSpan } from "@tokenledger/tracing";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** What is traced: what people and services ask. Not the page's files, and not those that ask every few seconds whether this still runs. */
const TRACED = /^\/(?:trpc|api|exports)\//;
const SERVER_FAULT_MIN = 500;

const attributesOf = (request: FastifyRequest, path: string) => ({
  "http.request.method": request.method,
  "http.route": request.routeOptions.url ?? "",
  "url.path": path,
  "url.scheme": request.protocol,
  "network.protocol.version": request.raw.httpVersion,
});

/**
 * Gives every request a span, in the trace that its `traceparent` names, and runs what answers it within. No query, no address, no body, no header
 * of the caller's is told. Call it before routes are registered, and only where somebody traces.
 */
export const traceRequests = (app: FastifyInstance): void => {
  const spans = new WeakMap<FastifyRequest, OpenSpan>();
  app.addHook("onRequest", (request, _reply, done) => {
    const [path = ""] = request.url.split("?", 1);
    if (!TRACED.test(path)) {
      done();
      return;
    }
    const span = openSpan(`${request.method} ${request.routeOptions.url ?? ""}`.trimEnd(), {
      kind: "server",
      attributes: attributesOf(request, path),
      headers: request.headers,
    });
    spans.set(request, span);
    span.within(done);
  });
  // A body is read by events of its socket, which belong to nobody: what comes after is taken back into the span.
  app.addHook("preHandler", (request, _reply, done) => {
    const span = spans.get(request);
    if (span === undefined) done();
    else span.within(done);
  });
  app.addHook("onResponse", (request, reply, done) => {
    const span = spans.get(request);
    span?.set({ "http.response.status_code": reply.statusCode });
    if (reply.statusCode >= SERVER_FAULT_MIN) span?.fail(String(reply.statusCode));
    span?.end();
    done();
  });
  app.addHook("onRequestAbort", (request, done) => {
    const span = spans.get(request);
    span?.fail("aborted");
    span?.end();
    done();
  });
};
