import { InvalidInputError, monthsToDrop, type RawMonth } from "@tokenledger/usage";
import { z } from "zod";
import type { AdminContext } from "../procedures/admin-context.ts";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";

const KEPT_MONTHS_MAX = 240;

const KeptMonths = z.int().min(2).max(KEPT_MONTHS_MAX);

const PreviewInput = z.object({
  /** Whole months kept beside the current one. */
  keptMonths: KeptMonths,
});

const ApplyInput = z.object({
  keptMonths: KeptMonths,
  /** A dry run unless told otherwise. */
  dryRun: z.boolean().default(true),
  /** Refuses months that nobody exported whole. */
  onlyExported: z.boolean().default(false),
});

/** A month that would go, and whether its calls were exported; null: nobody can tell. */
interface OldMonth extends RawMonth {
  readonly isExported: boolean | null;
}

const oldMonths = async (
  { retention, exportedMonths, clock }: AdminContext,
  keptMonths: number,
): Promise<readonly OldMonth[]> => {
  const months = monthsToDrop(await retention.rawMonths(), keptMonths, new Date(clock()));
  return Promise.all(
    months.map(async ({ monthStart, monthEnd, recordCount, byteCount }) => {
      const isExported = (await exportedMonths?.isExported(monthStart, monthEnd)) ?? null;
      return { monthStart, monthEnd, recordCount, byteCount, isExported };
    }),
  );
};

/** How long single calls are kept. Sums stay for ever. */
export const retentionRouter = adminRouterOf({
  months: memberProcedure
    .meta({
      permission: "retention.read",
      description: "Months of single calls that are kept, and those that were dropped.",
    })
    .query(async ({ ctx }) => ({
      kept: await ctx.retention.rawMonths(),
      dropped: await ctx.retention.droppedMonths(),
    })),

  preview: memberProcedure
    .meta({
      permission: "retention.read",
      description:
        "Months whose single calls would go: calls, bytes, and whether they are exported.",
    })
    .input(PreviewInput)
    .query(async ({ ctx, input }) => ({ months: await oldMonths(ctx, input.keptMonths) })),

  drop: memberProcedure
    .meta({
      permission: "retention.manage",
      description: "Drops the single calls of old months for good; first tells which.",
    })
    .input(ApplyInput)
    .mutation(async ({ ctx, input: { keptMonths, dryRun, onlyExported } }) => {
      const months = await oldMonths(ctx, keptMonths);
      if (onlyExported && months.some(({ isExported }) => isExported !== true)) {
        throw new InvalidInputError("NOT_EXPORTED", "Some of these months are not exported.");
      }
      if (dryRun) return { months, isDropped: false };
      for (const { monthStart } of months) {
        await ctx.retention.dropMonth(monthStart, new Date(ctx.clock()));
      }
      return { months, isDropped: true };
    }),
});
