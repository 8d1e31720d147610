import {
  adminRouter,
  ingestRouter,
  openApiDocument,
  operations,
  readQuery,
  reviveBody,
  toPlainJson,
  toTrpcError,
  type AdminServices,
  type CollectCounters,
  type IngestServices,
  type Operation,
} from "@tokenledger/api";
import { BODY_BYTES_MAX } from "@tokenledger/usage";
import { TRPCError, callTRPCProcedure } from "@trpc/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ADMIN_BODY_BYTES_MAX } from "../admin/admin-routes.ts";
import { bearerToken } from "../bearer-token.ts";
import { isPlainJson } from "../content-type.ts";
import { readBody } from "../ingest/read-body.ts";
import { trpcErrorAnswer, type ErrorAnswer } from "../trpc-error-answer.ts";

export interface OpenApiRoutesOptions {
  readonly ingest: IngestServices;
  readonly admin: AdminServices;
  readonly counters: CollectCounters;
  readonly version: string;
}

const PREFIX = "/api/v1";
const HEADERS = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};

const { _def: ingest } = ingestRouter;
const { _config: ingestConfig } = ingest;
const { _def: admin } = adminRouter;
const { _config: adminConfig } = admin;

const byUrl = new Map(operations.map((operation) => [`${PREFIX}${operation.url}`, operation]));

const operationOf = (request: FastifyRequest): Operation => {
  const [path = ""] = request.url.split("?", 1);
  const operation = byUrl.get(path);
  if (operation === undefined) {
    throw new TRPCError({ code: "NOT_FOUND", message: "There is nothing here." });
  }
  if (operation.method !== request.method) {
    throw new TRPCError({ code: "METHOD_NOT_SUPPORTED", message: `Send a ${operation.method}.` });
  }
  if (operation.method === "POST" && !isPlainJson(request.headers)) {
    throw new TRPCError({
      code: "UNSUPPORTED_MEDIA_TYPE",
      message: "Send application/json, not compressed.",
    });
  }
  return operation;
};

const readJson = async (request: FastifyRequest, byteCountMax: number): Promise<unknown> => {
  const body = await readBody(request.raw, byteCountMax);
  try {
    return JSON.parse(body === "" ? "{}" : body) as unknown;
  } catch {
    // JSON.parse quotes the body in its message; the sender knows it, the log must not.
    throw new TRPCError({ code: "PARSE_ERROR", message: "The body is not JSON." });
  }
};

const readInput = async (operation: Operation, request: FastifyRequest): Promise<unknown> => {
  const { input, method, router } = operation;
  if (method === "GET") {
    const { searchParams } = new URL(request.url, "http://localhost");
    return input === null ? undefined : readQuery(input, searchParams);
  }
  const isCollect = router === "ingest";
  const body = await readJson(request, isCollect ? BODY_BYTES_MAX : ADMIN_BODY_BYTES_MAX);
  // Collect reads plain JSON as it is.
  return isCollect || input === null ? body : reviveBody(input, body);
};

const call = async (
  operation: Operation,
  request: FastifyRequest,
  { ingest: ingestServices, admin: adminServices }: OpenApiRoutesOptions,
): Promise<unknown> => {
  const token = bearerToken(request.headers.authorization);
  let input: Promise<unknown> | undefined;
  const shared = {
    path: operation.path,
    type: operation.type,
    // Asked for after the caller is known: what an unknown caller sends is not read. Twice where the audit log is told: a body comes once.
    getRawInput: async () => (input ??= readInput(operation, request)),
    signal: undefined,
    batchIndex: 0,
  };
  return operation.router === "ingest"
    ? callTRPCProcedure({
        ...shared,
        router: ingestRouter,
        ctx: { ...ingestServices, accessToken: token },
      })
    : callTRPCProcedure({
        ...shared,
        router: adminRouter,
        // No cookie: it would let other sites' pages ask in their visitor's name.
        ctx: {
          ...adminServices,
          sessionToken: token,
          ipAddress: request.ip,
          carrySession: () => undefined,
        },
      });
};

const errorBody = ({ shape }: ErrorAnswer, requestId: string): string => {
  const { reason, field, retryAfterMs } = shape.data;
  const message = shape.message;
  return JSON.stringify({ error: { code: reason, message, field, retryAfterMs, requestId } });
};

const isCollectPath = (url: string): boolean =>
  byUrl.get(url.split("?", 1)[0] ?? "")?.router === "ingest";

/**
 * Serves collect and the questions under `/api/v1` for every language, as the OpenAPI 3.1 document at `/api/v1/openapi.json` says. The same
 * procedures, permissions and errors as through tRPC: bearer tokens only, plain JSON, no stacks.
 */
export const registerOpenApiRoutes = (
  app: FastifyInstance,
  options: OpenApiRoutesOptions,
): void => {
  const document = JSON.stringify(openApiDocument(options.version));

  const refuse = async (
    request: FastifyRequest,
    reply: FastifyReply,
    error: TRPCError,
  ): Promise<FastifyReply> => {
    const isCollect = isCollectPath(request.url);
    const answer = isCollect
      ? trpcErrorAnswer(ingestConfig, error, undefined)
      : trpcErrorAnswer(adminConfig, error, undefined);
    if (isCollect) {
      options.counters.countRefusedCall(answer.reason);
    }
    if (error.code === "INTERNAL_SERVER_ERROR") {
      request.log.error({ err: error, reqId: request.id }, "call failed");
    }
    if (!request.raw.complete) {
      reply.header("connection", "close");
    }
    return reply
      .code(answer.statusCode)
      .headers({ ...HEADERS, ...answer.headers })
      .send(errorBody(answer, request.id));
  };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _body, done) => {
    done(null);
  });
  app.get(`${PREFIX}/openapi.json`, (_request, reply) =>
    reply.headers({ ...HEADERS, "cache-control": "no-cache" }).send(document),
  );
  app.all(`${PREFIX}/*`, async (request, reply) => {
    try {
      const answer = await call(operationOf(request), request, options);
      reply.headers(HEADERS);
      return toPlainJson(answer);
    } catch (error) {
      return refuse(request, reply, toTrpcError(error));
    }
  });
};
