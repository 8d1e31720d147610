import { adminRouterOf, memberProcedure } from "./admin-procedures.ts";
import { cacheAdviceProcedure, explainProcedure } from "./cost-procedures.ts";
import { readCompleteUntil } from "./complete-until.ts";
import { DetailsInput, StatisticsInput, TrendsInput } from "./usage-inputs.ts";

/** Usage by access key, by user, over time, and record by record. */
export const adminUsageRouter = adminRouterOf({
  explain: explainProcedure,
  cacheAdvice: cacheAdviceProcedure,

  accessKeyStatistics: memberProcedure
    .meta({ permission: "usage.read", description: "Totals of each access key, period by period." })
    .input(StatisticsInput)
    .query(async ({ ctx, input: { aggregationPeriod, ...filter } }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const rows = await ctx.queries.statistics(ctx.scope, "access_key", aggregationPeriod, filter);
      return { rows, completeUntil };
    }),

  userStatistics: memberProcedure
    .meta({ permission: "usage.read", description: "Totals of each user, period by period." })
    .input(StatisticsInput)
    .query(async ({ ctx, input: { aggregationPeriod, ...filter } }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const rows = await ctx.queries.statistics(ctx.scope, "user", aggregationPeriod, filter);
      return { rows, completeUntil };
    }),

  trends: memberProcedure
    .meta({
      permission: "usage.read",
      description: "Totals over time, whole or split by key, user, model or feature.",
    })
    .input(TrendsInput)
    .query(async ({ ctx, input: { aggregationPeriod, groupBy, ...filter } }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const points = await ctx.queries.trends(ctx.scope, aggregationPeriod, groupBy, filter);
      return { points, completeUntil };
    }),

  details: memberProcedure
    .meta({
      permission: "usage.read.detail",
      description: "Single records, newest first, a page at a time.",
    })
    .input(DetailsInput)
    .query(async ({ ctx, input: { cursor, ...filter } }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const page = await ctx.queries.details(ctx.scope, { ...filter, cursor: cursor ?? undefined });
      return { ...page, completeUntil };
    }),
});
