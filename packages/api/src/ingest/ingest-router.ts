import { RECORDS_PER_CALL_MAX, UnreadableError, type UsageRecordInput } from "@tokenledger/usage";
import { initTRPC } from "@trpc/server";
import { z } from "zod";
import type { CollectBatchResult, CollectResult } from "./collect-result.ts";
import { ForbiddenError } from "../procedures/forbidden-error.ts";
import type { IngestContext } from "./ingest-context.ts";
import type { VerifiedKey } from "./key-verifier.ts";
import { procedureRules, type ProcedureMeta } from "../procedures/procedure-meta.ts";
import type { QuotaAnswer } from "../quotas/quota-answer.ts";
import { QuotaQuestion } from "../quotas/quota-inputs.ts";
import { shapeError } from "../procedures/shape-error.ts";
import { toTrpcError } from "../procedures/to-trpc-error.ts";

/**
 * No transformer: superjson cost 1 µs of 1.6 µs a record, and revives bigints of any length (4 million digits block the
 * loop for 2 s). `isDev: false`: the default sends stacks unless NODE_ENV is "production".
 */
const t = initTRPC
  .context<IngestContext>()
  .meta<ProcedureMeta>()
  .create({ isDev: false, errorFormatter: shapeError });

const collectingKey = async ({ keys, accessToken }: IngestContext): Promise<VerifiedKey> => {
  const key = await keys.verify(accessToken);
  if (!key.scopes.includes("collect")) {
    throw new ForbiddenError("This access key may not collect.");
  }
  return key;
};

/**
 * Authenticates before `.input` reads the body: what an unknown caller sends is never parsed. One middleware for that and for
 * mapping errors: each costs every call 3 copies of its options.
 */
const apiKeyProcedure = t.procedure.use(async ({ ctx, next }) => {
  const key = await collectingKey(ctx).catch((error: unknown) => {
    throw toTrpcError(error);
  });
  const result = await next({ ctx: { key } });
  if (!result.ok) {
    throw toTrpcError(result.error);
  }
  return result;
});

const Batch = z.object({ records: z.array(z.unknown()).min(1).max(RECORDS_PER_CALL_MAX) });

const usageRouter = t.router({
  collect: apiKeyProcedure
    .meta({ permission: "access-key", description: "Records one API call." })
    // Judged by the collector, so that one record is refused in the same words as one of a batch.
    .input(z.custom<UsageRecordInput>())
    .mutation(async ({ ctx, input }): Promise<CollectResult> => {
      const [result] = await ctx.collector.collect([input], ctx.key);
      if (result === undefined) {
        throw new UnreadableError("The collector did not answer for the record.");
      }
      return result;
    }),

  collectBatch: apiKeyProcedure
    .meta({
      permission: "access-key",
      description: "Records up to 500 API calls; one bad record never fails its neighbours.",
    })
    .input(Batch)
    .mutation(async ({ ctx, input }): Promise<CollectBatchResult> => ({
      results: await ctx.collector.collect(input.records, ctx.key),
      serverTimeMs: ctx.collector.nowMs(),
    })),

  quota: apiKeyProcedure
    .meta({
      permission: "access-key",
      description: "Says whether a call may be made by the quotas that apply, and holds its place.",
    })
    .input(QuotaQuestion)
    .mutation(({ ctx, input }): Promise<QuotaAnswer> => {
      const { user = null, feature = null, model = null, reserve = null } = input;
      return ctx.quotas.ask({ accessKeyId: ctx.key.id, user, feature, model }, reserve);
    }),
});

/** What services send to: mutations over plain JSON, each needing an access key. */
export const ingestRouter = t.router({ usage: usageRouter });
export type IngestRouter = typeof ingestRouter;

/** Who may call what on the ingest router. */
export const ingestRules = procedureRules(ingestRouter);
