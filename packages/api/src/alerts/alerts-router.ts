import { InvalidInputError, mintEventId } from "@tokenledger/usage";
import { testNotice } from "@tokenledger/usage/alerts";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import { alertChannelsRouter, openDetails } from "./alert-channels-router.ts";
import {
  AlertIdInput,
  DeliveriesInput,
  EventsInput,
  MuteInput,
  NewRuleInput,
  PreviewInput,
  RetryInput,
  RuleUpdateInput,
  TestInput,
} from "./alerts-inputs.ts";

const RANDOM_BYTES = 10;

const newDeliveryId = (nowMs: number): string =>
  mintEventId(nowMs, crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));

/** A page, and where the next one starts; null on the last. */
const pageOf = <Row extends { readonly id: string }>(rows: readonly Row[], pageSize: number) => ({
  rows: rows.slice(0, pageSize),
  nextBeforeId: rows.length > pageSize ? (rows[pageSize - 1]?.id ?? null) : null,
});

/** What a page asks of the history: one row more than it shows, to know whether there is a next one. */
const asked = <
  Page extends { readonly pageSize: number; readonly beforeId?: string | null | undefined },
>({
  pageSize,
  beforeId,
  ...page
}: Page) => ({ ...page, beforeId: beforeId ?? undefined, countMax: pageSize + 1 });

const ruleProcedures = {
  list: memberProcedure
    .meta({
      permission: "alerts.read",
      description: "All alert rules: what they watch, whom they tell, what is open, what is wrong.",
    })
    .query(({ ctx }) => ctx.alerts.rules.list()),

  get: memberProcedure
    .meta({ permission: "alerts.read", description: "One alert rule." })
    .input(AlertIdInput)
    .query(({ ctx, input }) => ctx.alerts.rules.get(input.id)),

  create: memberProcedure
    .meta({
      permission: "alerts.manage",
      audit: "within",
      description: "Makes an alert rule; it is looked at within a minute.",
    })
    .input(NewRuleInput)
    .mutation(({ ctx, input }) =>
      ctx.alerts.rules.create(input, ctx.member.login, new Date(ctx.clock())),
    ),

  update: memberProcedure
    .meta({
      permission: "alerts.manage",
      audit: "within",
      description: "Changes an alert rule, or enables and disables it.",
    })
    .input(RuleUpdateInput)
    .mutation(({ ctx, input: { id, name, condition, filter, groupBy, channelIds, isEnabled } }) =>
      ctx.alerts.rules.update(
        id,
        {
          ...(name === undefined ? {} : { name }),
          ...(condition === undefined ? {} : { condition }),
          ...(filter === undefined ? {} : { filter }),
          ...(groupBy === undefined ? {} : { groupBy }),
          ...(channelIds === undefined ? {} : { channelIds }),
          ...(isEnabled === undefined ? {} : { isEnabled }),
        },
        new Date(ctx.clock()),
      ),
    ),

  remove: memberProcedure
    .meta({
      permission: "alerts.manage",
      audit: "within",
      description: "Removes an alert rule; its history stays.",
    })
    .input(AlertIdInput)
    .mutation(async ({ ctx, input }) => {
      await ctx.alerts.rules.remove(input.id, new Date(ctx.clock()));
      return { id: input.id };
    }),

  mute: memberProcedure
    .meta({
      permission: "alerts.manage",
      audit: "within",
      description:
        "Lets a rule tell nobody until a moment, or again from now on; it goes on firing.",
    })
    .input(MuteInput)
    .mutation(({ ctx, input: { id, until } }) => {
      if (until !== null && until.getTime() <= ctx.clock()) {
        throw new InvalidInputError("MUTE_INVALID", "until: must be in the future");
      }
      return ctx.alerts.rules.mute(id, until);
    }),
};

const historyProcedures = {
  preview: memberProcedure
    .meta({
      permission: "alerts.read",
      description: "How often a rule would have fired over the last 30 days, and when.",
    })
    .input(PreviewInput)
    .query(({ ctx, input }) => ctx.alerts.evaluation.preview(input, new Date(ctx.clock()))),

  events: memberProcedure
    .meta({
      permission: "alerts.read",
      description: "What fired and what is resolved, newest first.",
    })
    .input(EventsInput)
    .query(async ({ ctx, input }) =>
      pageOf(await ctx.alerts.history.events(asked(input)), input.pageSize),
    ),

  deliveries: memberProcedure
    .meta({
      permission: "alerts.read",
      description: "Who was told, or is going to be, with every attempt, newest first.",
    })
    .input(DeliveriesInput)
    .query(async ({ ctx, input }) =>
      pageOf(await ctx.alerts.history.deliveries(asked(input)), input.pageSize),
    ),

  retry: memberProcedure
    .meta({
      permission: "alerts.manage",
      audit: "within",
      description: "Sends a notice again that was given up; the receiver knows it by the same id.",
    })
    .input(RetryInput)
    .mutation(({ ctx, input }) => ctx.alerts.outbox.retry(input.id, new Date(ctx.clock()))),

  test: memberProcedure
    .meta({
      permission: "alerts.manage",
      description: "Sends a test through a channel and tells what happened.",
    })
    .input(TestInput)
    .mutation(async ({ ctx, input: { channelId } }) => {
      const { name, sealedDetails } = await ctx.alerts.channels.sealedDetails(channelId);
      const details = openDetails(ctx.secretBox, sealedDetails);
      const nowMs = ctx.clock();
      const notice = testNotice(name, ctx.member.login, new Date(nowMs));
      const id = newDeliveryId(nowMs);
      const report = await ctx.notifier.send(details, notice, id);
      const delivery = await ctx.alerts.outbox.noteTest(channelId, id, notice, report);
      return { ...report, delivery };
    }),
};

/** When people are told of what is used, and how. */
export const alertsRouter = adminRouterOf({
  ...ruleProcedures,
  ...historyProcedures,
  channels: alertChannelsRouter,
});
