import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import { ReconcileReportInput, ReconcileRunInput, SetLinksInput } from "./reconcile-inputs.ts";

/** Comparing with what Anthropic itself reports. */
export const reconcileRouter = adminRouterOf({
  run: memberProcedure
    .meta({
      permission: "reconcile.manage",
      description:
        "Asks Anthropic for its reports of a range, compares them with the ledger, and keeps what differs; first without keeping.",
    })
    .input(ReconcileRunInput)
    .mutation(({ ctx, input }) => ctx.reconciliation.run({ ...input, actor: ctx.member.login })),

  report: memberProcedure
    .meta({
      permission: "reconcile.read",
      description:
        "How far the ledger agrees with Anthropic's reports: a share, a table, and every difference classed.",
    })
    .input(ReconcileReportInput)
    .query(({ ctx, input }) => ctx.reconciliation.report(input)),

  runs: memberProcedure
    .meta({
      permission: "reconcile.read",
      description: "Comparisons with Anthropic's reports that were kept, newest first.",
    })
    .query(({ ctx }) => ctx.reconciliation.runs()),

  links: memberProcedure
    .meta({
      permission: "reconcile.read",
      description: "Which Anthropic API keys the calls of each access key are made with.",
    })
    .query(({ ctx }) => ctx.reconciliation.links()),

  setLinks: memberProcedure
    .meta({
      permission: "reconcile.manage",
      description:
        "Replaces all links between access keys and Anthropic API keys; the next comparison uses them.",
    })
    .input(SetLinksInput)
    .mutation(({ ctx, input }) => ctx.reconciliation.setLinks(input.links)),
});
