import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import { cacheAdviceProcedure, explainProcedure, whatIfProcedure } from "./cost-procedures.ts";
import { readCompleteUntil } from "./complete-until.ts";
import {
  DetailsInput,
  StatisticsInput,
  TailInput,
  TimeHistogramInput,
  TrendsInput,
} from "./usage-inputs.ts";

/** Usage by access key, by user, over time, and record by record. */
export const adminUsageRouter = adminRouterOf({
  explain: explainProcedure,
  cacheAdvice: cacheAdviceProcedure,

  whatIf: whatIfProcedure,

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
      description:
        "Totals over time, whole or split by key, user, model or feature, or by two of them; the largest, and the rest as one.",
    })
    .input(TrendsInput)
    .query(async ({ ctx, input: { aggregationPeriod, groupBy, subgroupBy, ...filter } }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const question = { ...filter, subgroup: subgroupBy };
      const trends = await ctx.queries.trends(ctx.scope, aggregationPeriod, groupBy, question);
      return { ...trends, completeUntil };
    }),

  timeHistogram: memberProcedure
    .meta({ permission: "usage.read", description: "How many requests, by outcome, over time." })
    .input(TimeHistogramInput)
    .query(async ({ ctx, input: { aggregationPeriod, ...filter } }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const buckets = await ctx.queries.timeHistogram(ctx.scope, aggregationPeriod, filter);
      return { buckets, completeUntil };
    }),

  details: memberProcedure
    .meta({
      permission: "usage.read.detail",
      description: "Single records, newest first, a page at a time, forward and back.",
    })
    .input(DetailsInput)
    .query(async ({ ctx, input: { cursor, ...filter } }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const question = { ...filter, cursor: cursor ?? undefined };
      const page = await ctx.queries.details(ctx.scope, question);
      return { ...page, completeUntil };
    }),

  tail: memberProcedure
    .meta({
      permission: "usage.read.detail",
      description: "The newest records; with the cursor of the answer before, what came since.",
    })
    .input(TailInput)
    .query(async ({ ctx, input: { cursor, ...filter } }) => {
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const tail = await ctx.queries.tail(ctx.scope, { ...filter, cursor: cursor ?? undefined });
      return { ...tail, completeUntil };
    }),
});
