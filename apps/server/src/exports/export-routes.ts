import { Readable } from "node:stream";
import cookie from "@fastify/cookie";
import { adminRouter, toTrpcError, type AdminServices } from "@tokenledger/api";
import { InvalidInputError } from "@tokenledger/usage";
import type { ExportFiles } from "@tokenledger/usage/exports";
import { callTRPCProcedure } from "@trpc/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { SessionCookie } from "../admin/session-cookie.ts";
import { bearerToken } from "../bearer-token.ts";
import { trpcErrorAnswer } from "../trpc-error-answer.ts";

export interface ExportRoutesOptions {
  readonly services: AdminServices;
  readonly sessionCookie: SessionCookie;
  /** Null: nothing can be fetched here. */
  readonly files: ExportFiles | null;
}

interface DownloadRequest {
  Params: { id: string; fileName: string };
}

const { _def: definition } = adminRouter;
const { _config: config } = definition;

const StoredFile = z.object({
  id: z.string(),
  storedName: z.string(),
  fileName: z.string(),
  sha256: z.string().nullable(),
});

const mediaTypes: readonly (readonly [ending: string, type: string])[] = [
  [".gz", "application/gzip"],
  [".csv", "text/csv; charset=utf-8"],
  [".jsonl", "application/jsonl"],
  [".json", "application/json"],
  [".parquet", "application/vnd.apache.parquet"],
];

const mediaTypeOf = (fileName: string): string =>
  mediaTypes.find(([ending]) => fileName.endsWith(ending))?.[1] ?? "application/octet-stream";

/** RFC 9530. */
const digestHeader = (sha256: string | null): Record<string, string> =>
  sha256 === null
    ? {}
    : { "repr-digest": `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:` };

/** Asks the procedure, which judges session, permission and owner, and tells the audit log. */
const findFile = async (
  { services, sessionCookie }: ExportRoutesOptions,
  request: FastifyRequest<DownloadRequest>,
): Promise<z.output<typeof StoredFile>> =>
  StoredFile.parse(
    await callTRPCProcedure({
      router: adminRouter,
      path: "exports.download",
      type: "query",
      ctx: {
        ...services,
        sessionToken: sessionCookie.read(request) ?? bearerToken(request.headers.authorization),
        ipAddress: request.ip,
        userAgent: request.headers["user-agent"],
        carrySession: () => undefined,
      },
      getRawInput: async () => Promise.resolve(request.params),
      signal: undefined,
      batchIndex: 0,
    }),
  );

const sendFile = async (
  options: ExportRoutesOptions,
  request: FastifyRequest<DownloadRequest>,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const { id, storedName, fileName, sha256 } = await findFile(options, request);
  const { files } = options;
  const byteCount = await files?.size(id, storedName);
  if (files === null || byteCount === undefined || byteCount === null) {
    throw new InvalidInputError("NOT_FOUND", "There is no such file, or not any more.");
  }
  return reply
    .headers({
      "content-type": mediaTypeOf(fileName),
      "content-length": byteCount,
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      ...digestHeader(sha256),
    })
    .send(Readable.from(files.read(id, storedName)));
};

/** Serves the files of exports to those who asked for them, and their manifests: `GET /exports/<id>/<file name>`. */
export const registerExportRoutes = async (
  app: FastifyInstance,
  options: ExportRoutesOptions,
): Promise<void> => {
  await app.register(cookie);
  app.get<DownloadRequest>("/exports/:id/:fileName", async (request, reply) => {
    try {
      return await sendFile(options, request, reply);
    } catch (error) {
      const answer = trpcErrorAnswer(config, toTrpcError(error), undefined);
      if (answer.statusCode === 500) request.log.error({ err: error }, "download failed");
      return reply
        .code(answer.statusCode)
        .headers({ ...answer.headers, "cache-control": "no-store" })
        .type("application/json")
        .send(answer.body);
    }
  });
};
