import { randomBytes } from "node:crypto";
import { InvalidInputError } from "@tokenledger/usage";
import {
  ChannelDetails,
  channelSummary,
  type SecretBox,
  type StoredChannel,
} from "@tokenledger/usage/alerts";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import type { AdminContext } from "../procedures/admin-context.ts";
import {
  AlertIdInput,
  ChannelUpdateInput,
  NewChannelInput,
  type GivenDetails,
} from "./alerts-inputs.ts";

const SECRET_BYTES = 32;

const mintWebhookSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

/** Reads what was sealed. @throws InvalidInputError CHANNEL_UNREADABLE where the pepper has changed since. */
export const openDetails = (secretBox: SecretBox, sealed: string): ChannelDetails => {
  try {
    return ChannelDetails.parse(JSON.parse(secretBox.open(sealed)));
  } catch (error) {
    throw new InvalidInputError(
      "CHANNEL_UNREADABLE",
      "The channel was sealed under another TOKENLEDGER_KEY_PEPPER: give its details again.",
      { cause: error },
    );
  }
};

const sealed = (
  { notifier, secretBox }: AdminContext,
  details: ChannelDetails,
): Omit<StoredChannel, "name"> => {
  notifier.check(details);
  return {
    ...channelSummary(details),
    sealedDetails: secretBox.seal(JSON.stringify(details)),
  };
};

/** Details with a secret where one is needed; `minted` is what was made for it, to be shown once. */
const completed = (
  given: GivenDetails,
  keptSecret: string | null,
): { readonly details: ChannelDetails; readonly minted: string | null } => {
  if (given.kind !== "webhook") return { details: given, minted: null };
  const { secret = keptSecret } = given;
  const minted = secret === null ? mintWebhookSecret() : null;
  return { details: { ...given, secret: secret ?? minted ?? "" }, minted };
};

/** The secret of a webhook that keeps it when its details are given anew. */
const keptSecretOf = async (ctx: AdminContext, id: string): Promise<string | null> => {
  const { sealedDetails } = await ctx.alerts.channels.sealedDetails(id);
  try {
    const details = openDetails(ctx.secretBox, sealedDetails);
    return details.kind === "webhook" ? details.secret : null;
  } catch {
    return null;
  }
};

/** How alerts reach people. */
export const alertChannelsRouter = adminRouterOf({
  list: memberProcedure
    .meta({ permission: "alerts.read", description: "All channels, never their secrets." })
    .query(({ ctx }) => ctx.alerts.channels.list()),

  create: memberProcedure
    .meta({
      permission: "alerts.manage",
      audit: "within",
      description:
        "Makes a channel: webhook, e-mail, Slack, Feishu or DingTalk. A webhook's secret that is not given is made, and shown once.",
    })
    .input(NewChannelInput)
    .mutation(async ({ ctx, input: { name, details: given } }) => {
      const { details, minted } = completed(given, null);
      const stored = { name, ...sealed(ctx, details) };
      const channel = await ctx.alerts.channels.create(stored, new Date(ctx.clock()));
      return { channel, secret: minted };
    }),

  update: memberProcedure
    .meta({
      permission: "alerts.manage",
      audit: "within",
      description: "Renames a channel, or gives its details anew; a webhook keeps its secret.",
    })
    .input(ChannelUpdateInput)
    .mutation(async ({ ctx, input: { id, name, details: given } }) => {
      const kept = given?.kind === "webhook" ? await keptSecretOf(ctx, id) : null;
      const complete = given === undefined ? null : completed(given, kept);
      const changes = {
        ...(name === undefined ? {} : { name }),
        ...(complete === null ? {} : sealed(ctx, complete.details)),
      };
      const channel = await ctx.alerts.channels.update(id, changes, new Date(ctx.clock()));
      return { channel, secret: complete?.minted ?? null };
    }),

  remove: memberProcedure
    .meta({
      permission: "alerts.manage",
      audit: "within",
      description: "Removes a channel that no rule tells any more.",
    })
    .input(AlertIdInput)
    .mutation(async ({ ctx, input }) => {
      await ctx.alerts.channels.remove(input.id, new Date(ctx.clock()));
      return { id: input.id };
    }),
});
