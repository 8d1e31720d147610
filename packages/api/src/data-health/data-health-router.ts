import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";

/** Whether the figures can be trusted. */
export const dataHealthRouter = adminRouterOf({
  dataHealth: memberProcedure
    .meta({
      permission: "ops.read",
      description:
        "The state of the data, figure by figure, each with what it means and what to do; what cannot be read in time is told as unknown.",
    })
    .query(async ({ ctx }) => ctx.operations.health.report()),
});
