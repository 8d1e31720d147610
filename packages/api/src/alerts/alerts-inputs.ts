import { trendGroups } from "@tokenledger/usage";
import {
  AlertCondition,
  AlertFilter,
  ChannelDetails,
  deliveryStates,
  WebhookSecret,
} from "@tokenledger/usage/alerts";
import { z } from "zod";
import { Id, PAGE_SIZE_MAX, searchText } from "../usage/usage-inputs.ts";

/** Most channels one rule tells. */
export const RULE_CHANNELS_MAX = 20;

const Name = searchText(128);
const ChannelIds = z.array(Id).max(RULE_CHANNELS_MAX);
const groupBy = z.enum(trendGroups);

const watch = {
  condition: AlertCondition,
  filter: AlertFilter.default({}),
  groupBy: groupBy.default("none"),
};

/** A rule to be made. */
export const NewRuleInput = z.object({
  name: Name,
  ...watch,
  channelIds: ChannelIds.default([]),
  isEnabled: z.boolean().default(true),
});

/** What of a rule is to be changed. */
export const RuleUpdateInput = z.object({
  id: Id,
  name: Name.optional(),
  condition: AlertCondition.optional(),
  filter: AlertFilter.optional(),
  groupBy: groupBy.optional(),
  channelIds: ChannelIds.optional(),
  isEnabled: z.boolean().optional(),
});

/** A rule as a draft: what it watches, and when it would fire. */
export const PreviewInput = z.object(watch);

/** One rule, or one channel. */
export const AlertIdInput = z.object({ id: Id });

/** Until when a rule tells nobody; null: it tells again. */
export const MuteInput = z.object({ id: Id, until: z.date().nullable() });

const page = {
  ruleId: Id.optional(),
  pageSize: z.int().min(1).max(PAGE_SIZE_MAX).default(50),
};

/** A page of what fired, newest first. */
export const EventsInput = z
  .object({
    ...page,
    openOnly: z.boolean().default(false),
    /** `nextBeforeId` of an earlier page. */
    beforeId: Id.nullish(),
  })
  .prefault({});

/** A page of notices, newest first. */
export const DeliveriesInput = z
  .object({
    ...page,
    eventId: Id.optional(),
    channelId: Id.optional(),
    state: z.enum(deliveryStates).optional(),
    /** `nextBeforeId` of an earlier page. */
    beforeId: z.uuid().nullish(),
  })
  .prefault({});

/** A notice that was given up. */
export const RetryInput = z.object({ id: z.uuid() });

/** The channel to try. */
export const TestInput = z.object({ channelId: Id });

const [Webhook, Email, Slack, Feishu, Dingtalk] = ChannelDetails.options;

/** Details of a channel as people give them: the secret of a webhook may be left to us. */
export const GivenDetails = z.discriminatedUnion("kind", [
  Webhook.extend({ secret: WebhookSecret.optional() }),
  Email,
  Slack,
  Feishu,
  Dingtalk,
]);
export type GivenDetails = z.output<typeof GivenDetails>;

/** A channel to be made. */
export const NewChannelInput = z.object({ name: Name, details: GivenDetails });

/** What of a channel is to be changed. Details are given whole; a webhook's secret that is left out stays. */
export const ChannelUpdateInput = z.object({
  id: Id,
  name: Name.optional(),
  details: GivenDetails.optional(),
});
