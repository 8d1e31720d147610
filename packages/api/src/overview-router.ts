import { adminRouterOf, memberProcedure } from "./admin-procedures.ts";
import { readCompleteUntil } from "./complete-until.ts";
import { OverviewInput, TopConsumersInput } from "./usage-inputs.ts";

/** The whole system at a glance. */
export const overviewRouter = adminRouterOf({
  systemOverview: memberProcedure
    .meta({ permission: "usage.read", description: "Totals of everything in a range." })
    .input(OverviewInput)
    .query(async ({ ctx, input }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const overview = await ctx.queries.overview(ctx.scope, input);
      return { ...overview, completeUntil };
    }),

  topConsumers: memberProcedure
    .meta({ permission: "usage.read", description: "The access keys or users that used most." })
    .input(TopConsumersInput)
    .query(async ({ ctx, input: { dimensionType, countMax, ...filter } }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const rows = await ctx.queries.topConsumers(ctx.scope, dimensionType, filter, countMax);
      return { rows, completeUntil };
    }),
});
