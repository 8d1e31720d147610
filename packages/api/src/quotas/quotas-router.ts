import { InvalidInputError, type PriceLedger } from "@tokenledger/usage";
import type {
  OpenPass,
  Quota,
  QuotaLedger,
  QuotaState,
  QuotaTerms,
} from "@tokenledger/usage/quotas";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import type { Clock } from "../clock.ts";
import {
  NewQuotaInput,
  QuotaIdInput,
  QuotaRemovalInput,
  QuotaUpdateInput,
  scopeFault,
} from "./quota-inputs.ts";

const PASSES_SHOWN_MS = 30 * 86_400_000;

/** A quota as people see it: its terms, how it stands, and what passed it uncounted in the last 30 days. */
export interface QuotaView extends Quota {
  /** One a value of the scope; of a quota for each, the 20 largest. */
  readonly states: readonly Omit<QuotaState, "quota">[];
  readonly openPasses: readonly Omit<OpenPass, "quotaId">[];
}

interface QuotaDesk {
  readonly quotas: QuotaLedger;
  readonly clock: Clock;
}

const viewsOf = async (
  { quotas, clock }: QuotaDesk,
  list: readonly Quota[],
): Promise<readonly QuotaView[]> => {
  const nowMs = clock();
  const ids = list.map(({ id }) => id);
  const states = await quotas.states(nowMs, ids);
  const passes = await quotas.openPasses(new Date(nowMs - PASSES_SHOWN_MS));
  return list.map((quota) => ({
    ...quota,
    states: states
      .filter((state) => state.quota.id === quota.id)
      .map(({ quota: _quota, ...state }) => state),
    openPasses: passes
      .filter(({ quotaId }) => quotaId === quota.id)
      .map(({ quotaId: _id, ...pass }) => pass),
  }));
};

const viewOf = async (desk: QuotaDesk, quota: Quota): Promise<QuotaView> => {
  const [view] = await viewsOf(desk, [quota]);
  return view ?? { ...quota, states: [], openPasses: [] };
};

/** A quota on a model is kept under the model's plain id, by whichever of its names it was asked for. */
const named = async <Terms extends Pick<QuotaTerms, "scopeValue">>(
  prices: Pick<PriceLedger, "book">,
  scope: QuotaTerms["scope"],
  terms: Terms,
): Promise<Terms> => {
  const { scopeValue } = terms;
  if (scope !== "model" || scopeValue === null) {
    return terms;
  }
  const book = await prices.book();
  return { ...terms, scopeValue: book.resolve(scopeValue) ?? scopeValue };
};

/** Limits on usage. */
export const quotasRouter = adminRouterOf({
  list: memberProcedure
    .meta({
      permission: "quotas.read",
      description:
        "Every quota with its use, thresholds reached, forecast, and calls that passed uncounted.",
    })
    .query(async ({ ctx }) => ({ quotas: await viewsOf(ctx, await ctx.quotas.list()) })),

  get: memberProcedure
    .meta({ permission: "quotas.read", description: "One quota, as in the list." })
    .input(QuotaIdInput)
    .query(async ({ ctx, input }) => viewOf(ctx, await ctx.quotas.get(input.id))),

  create: memberProcedure
    .meta({
      permission: "quotas.manage",
      audit: "within",
      description: "Sets a limit on usage; in force within 5 seconds.",
    })
    .input(NewQuotaInput)
    .mutation(async ({ ctx, input }) => {
      const terms = await named(ctx.prices, input.scope, input);
      return viewOf(ctx, await ctx.quotas.create(terms, ctx.member.login));
    }),

  update: memberProcedure
    .meta({
      permission: "quotas.manage",
      audit: "within",
      description: "Changes what is given of a quota; in force within 5 seconds.",
    })
    .input(QuotaUpdateInput)
    .mutation(async ({ ctx, input: { id, ...given } }) => {
      const current = await ctx.quotas.get(id);
      const { scope = current.scope, scopeValue = current.scopeValue } = given;
      const fault = scopeFault({ scope, scopeValue });
      if (fault !== null) {
        throw new InvalidInputError("QUOTA_INVALID", `scopeValue: ${fault}`);
      }
      const terms = await named(ctx.prices, scope, { ...given, scopeValue });
      return viewOf(ctx, await ctx.quotas.update(id, terms, ctx.member.login));
    }),

  remove: memberProcedure
    .meta({
      permission: "quotas.manage",
      audit: "within",
      description: "Removes a quota for ever, once confirmed; to pause one, update isEnabled.",
    })
    .input(QuotaRemovalInput)
    .mutation(async ({ ctx, input: { id, confirm } }) => {
      const quota = confirm ? await ctx.quotas.remove(id) : await ctx.quotas.get(id);
      return { isRemoved: confirm, quota };
    }),
});
