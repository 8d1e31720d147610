import { ForbiddenError } from "../procedures/forbidden-error.ts";
import { memberProcedure } from "../procedures/admin-procedures.ts";
import { readCompleteUntil } from "./complete-until.ts";
import { meetsRequirement } from "../procedures/permissions.ts";
import { ExplainInput, FigureInput, WhatIfInput } from "./usage-inputs.ts";

/** Why a record, or any sum, costs what it costs. Single records ask for the permission to see single records. */
export const explainProcedure = memberProcedure
  .meta({
    permission: "usage.read",
    description:
      "Why a record or a sum costs what it costs: tokens, prices, rules, and what is missing.",
  })
  .input(ExplainInput)
  .query(async ({ ctx, input }) => {
    const completeUntil = await readCompleteUntil(ctx.buffer);
    if ("figure" in input) {
      return {
        figure: await ctx.costs.explainFigure(ctx.scope, input.figure),
        record: null,
        completeUntil,
      };
    }
    if (!meetsRequirement(ctx.member.role, "usage.read.detail")) {
      throw new ForbiddenError("Your role does not see single records.");
    }
    const { accessKeyId, eventId } = input.record;
    const record = await ctx.costs.explainRecord(ctx.scope, accessKeyId, eventId);
    return { figure: null, record, completeUntil };
  });

/** What caching costs and saves, and where prompts grow beyond a price band. */
export const cacheAdviceProcedure = memberProcedure
  .meta({
    permission: "usage.read",
    description:
      "What caching costs and saves by key, feature and model; what to change first. Of a range with more than 50,000 requests its latest hours are read, from `readFromDate` on.",
  })
  .input(FigureInput)
  .query(async ({ ctx, input }) => {
    const completeUntil = await readCompleteUntil(ctx.buffer);
    return { ...(await ctx.costs.cacheAdvice(ctx.scope, input)), completeUntil };
  });

/** What the same tokens would have cost as another model's. */
export const whatIfProcedure = memberProcedure
  .meta({
    permission: "usage.read",
    description:
      "What the tokens of a range would have cost at another model's prices, by the model that did the work, and what has no price there.",
  })
  .input(WhatIfInput)
  .query(async ({ ctx, input: { model, ...filter } }) => {
    const completeUntil = await readCompleteUntil(ctx.buffer);
    return { ...(await ctx.costs.whatIf(ctx.scope, filter, model)), completeUntil };
  });
