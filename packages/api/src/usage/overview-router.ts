import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import { readCompleteUntil } from "./complete-until.ts";
import { OverviewInput, TopConsumersInput } from "./usage-inputs.ts";

/** The whole system at a glance. */
export const overviewRouter = adminRouterOf({
  systemOverview: memberProcedure
    .meta({
      permission: "usage.read",
      description: "Totals of everything in a range, and where this month is going.",
    })
    .input(OverviewInput)
    .query(async ({ ctx, input: { forecast, ...filter } }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const [overview, month] = await Promise.all([
        ctx.queries.overview(ctx.scope, filter),
        forecast ? ctx.queries.forecast(ctx.scope, filter, new Date(ctx.clock())) : null,
      ]);
      return { ...overview, month, completeUntil };
    }),

  topConsumers: memberProcedure
    .meta({
      permission: "usage.read",
      description:
        "The access keys, users, models or features that used most, and all others as one.",
    })
    .input(TopConsumersInput)
    .query(async ({ ctx, input: { dimensionType, countMax, ...filter } }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const top = await ctx.queries.topConsumers(ctx.scope, dimensionType, filter, countMax);
      return { ...top, completeUntil };
    }),
});
