import type { IncomingMessage } from "node:http";
import { TRPCError, initTRPC } from "@trpc/server";
import { createHTTPServer } from "@trpc/server/adapters/standalone";
import { Redis } from "ioredis";
import { z } from "zod";
import { RecordInput, STREAM } from "./record-input.ts";

/**
 * Collect as a team would write it in an afternoon: tRPC's stock adapter, zod, one XADD a record (a call's in one pipeline), an answer when Redis has
 * answered. It keeps no counters, remembers no ids and knows its access keys by heart, all of which the product's collect does beside.
 * Started with its port, the address of Redis, and the tokens of its access keys as JSON.
 */
const [port, redisUrl, tokens] = z
  .tuple([z.coerce.number(), z.string(), z.string()])
  .parse(process.argv.slice(2));
const keyIds = new Map(
  z
    .array(z.string())
    .parse(JSON.parse(tokens))
    .map((token, index) => [`Bearer ${token}`, index + 1]),
);
const redis = new Redis(redisUrl);

const t = initTRPC.context<{ readonly request: IncomingMessage }>().create();

const keyProcedure = t.procedure.use(async ({ ctx, next }) => {
  const accessKeyId = keyIds.get(ctx.request.headers.authorization ?? "");
  if (accessKeyId === undefined) throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { accessKeyId } });
});

const append = async (accessKeyId: number, records: readonly RecordInput[]): Promise<void> => {
  const pipeline = redis.pipeline();
  for (const record of records) {
    pipeline.xadd(STREAM, "*", "d", JSON.stringify({ ...record, accessKeyId }));
  }
  await pipeline.exec();
};

const router = t.router({
  usage: t.router({
    collect: keyProcedure.input(RecordInput).mutation(async ({ ctx, input }) => {
      await append(ctx.accessKeyId, [input]);
      return { status: "accepted" };
    }),
    collectBatch: keyProcedure
      .input(z.object({ records: z.array(RecordInput).max(500) }))
      .mutation(async ({ ctx, input: { records } }) => {
        await append(ctx.accessKeyId, records);
        return { results: records.map(() => ({ status: "accepted" })) };
      }),
  }),
});

// Whoever started it is gone.
process.on("disconnect", () => process.exit(0));
createHTTPServer({
  router,
  createContext: ({ req: request }) => ({ request }),
  maxBodySize: 4 * 1_048_576,
}).listen(port, "127.0.0.1", () => process.send?.("ready"));
