import { auditOutcomes } from "@tokenledger/usage";
import { z } from "zod";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import { Id } from "../usage/usage-inputs.ts";

const ENTRIES_MAX = 500;
const CHECKED_MAX = 50_000;

const Action = z.string().regex(/^(?:[A-Za-z]{1,64}\.){1,2}(?:[A-Za-z]{1,64})?$/, {
  error: "must be a procedure (accessKeys.create), or a router's name and a dot (accessKeys.)",
});

const ListInput = z
  .object({
    action: Action.optional(),
    actorId: Id.optional(),
    outcome: z.enum(auditOutcomes).optional(),
    /** Included. */
    startDate: z.date().optional(),
    /** Not included. */
    endDate: z.date().optional(),
    /** `nextSeq` of an earlier page. */
    beforeSeq: Id.nullish(),
    countMax: z.int().min(1).max(ENTRIES_MAX).default(50),
  })
  .default({ countMax: 50 });

const VerifyInput = z
  .object({
    /** `next` of an earlier answer; missing: from the beginning. */
    after: z
      .object({
        seq: Id,
        hash: z.string().regex(/^[0-9a-f]{64}$/, { error: "must be 64 hex digits" }),
      })
      .nullish(),
    countMax: z.int().min(1).max(CHECKED_MAX).default(CHECKED_MAX),
  })
  .default({ countMax: CHECKED_MAX });

/** What people did, and whether the log of it is whole. */
export const auditRouter = adminRouterOf({
  list: memberProcedure
    .meta({
      permission: "audit.read",
      description: "What people did, newest first, a page at a time.",
    })
    .input(ListInput)
    .query(async ({ ctx, input: { beforeSeq, ...filter } }) => {
      const entries = await ctx.audit.list({ ...filter, beforeSeq: beforeSeq ?? undefined });
      const last = entries.length < filter.countMax ? undefined : entries.at(-1);
      return { entries, nextSeq: last?.seq ?? null };
    }),

  verify: memberProcedure
    .meta({
      permission: "audit.read",
      description:
        "Follows the log's chain of hashes, up to 50,000 entries a call, and says where it breaks.",
    })
    .input(VerifyInput)
    .query(({ ctx, input: { after, countMax } }) => ctx.audit.verify(countMax, after ?? undefined)),
});
