import type { ChannelView, StoredChannel } from "./alert-channel.ts";
import type { AlertNotice, NoticeKind } from "./alert-notice.ts";
import type { OutsideReadings } from "./alert-readings.ts";
import type { AlertFinding } from "./alert-finding.ts";
import type { AlertRule, AlertRuleDraft, AlertWatch } from "./alert-rule.ts";
import type { SendReport } from "./notifier.ts";
import type { AlertPreview } from "./preview-rule.ts";

/** Rules. What is removed is gone from every list; its history stays. */
export interface AlertRules {
  /** By name. */
  list(): Promise<readonly AlertRule[]>;
  /** @throws InvalidInputError NOT_FOUND */
  get(id: string): Promise<AlertRule>;
  /** @throws InvalidInputError ALREADY_EXISTS for a name that is taken, CHANNEL_UNKNOWN. */
  create(draft: AlertRuleDraft, createdBy: string, now: Date): Promise<AlertRule>;
  /** Changes what is given. @throws InvalidInputError NOT_FOUND, ALREADY_EXISTS, CHANNEL_UNKNOWN. */
  update(id: string, changes: Partial<AlertRuleDraft>, now: Date): Promise<AlertRule>;
  /** Removing what is removed is no error. Its open events are resolved without a notice. */
  remove(id: string, now: Date): Promise<void>;
  /** Null: no longer. @throws InvalidInputError NOT_FOUND */
  mute(id: string, until: Date | null): Promise<AlertRule>;
}

/** Channels. Their secrets go in and never come out, but to whoever sends. */
export interface AlertChannels {
  /** By name. */
  list(): Promise<readonly ChannelView[]>;
  /** @throws InvalidInputError ALREADY_EXISTS */
  create(channel: StoredChannel, now: Date): Promise<ChannelView>;
  /** @throws InvalidInputError NOT_FOUND, ALREADY_EXISTS */
  update(id: string, changes: Partial<StoredChannel>, now: Date): Promise<ChannelView>;
  /** @throws InvalidInputError CHANNEL_IN_USE naming the rules that would tell nobody any more. */
  remove(id: string, now: Date): Promise<void>;
  /** What {@link StoredChannel} holds. @throws InvalidInputError NOT_FOUND */
  sealedDetails(id: string): Promise<Pick<StoredChannel, "name" | "sealedDetails">>;
}

/** A rule that fired: once for a dimension, period and threshold. */
export interface AlertEvent extends AlertFinding {
  readonly id: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly fireTime: Date;
  /** Null: it still is so. */
  readonly resolveTime: Date | null;
  /** The rule was muted: nobody was told. */
  readonly isMuted: boolean;
}

export const deliveryStates = ["waiting", "delivered", "failed"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One attempt to tell somebody. */
export interface DeliveryAttempt {
  /** ISO 8601. */
  readonly time: string;
  readonly isDelivered: boolean;
  readonly detail: string;
  readonly durationMs: number;
}

/** A notice for one channel. `id` is what the receiver knows it by, at every attempt. */
export interface AlertDelivery {
  readonly id: string;
  /** Null for a test. */
  readonly eventId: string | null;
  readonly channelId: string;
  readonly channelName: string;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly state: DeliveryState;
  readonly attemptCount: number;
  readonly attempts: readonly DeliveryAttempt[];
  readonly createTime: Date;
  /** When it is tried next; null: not again. */
  readonly dueTime: Date | null;
  readonly finishTime: Date | null;
}

/** A page of a list, newest first. */
export interface AlertPage {
  readonly ruleId?: string | undefined;
  /** Only those before this one. */
  readonly beforeId?: string | undefined;
  readonly countMax: number;
}

/** What has happened. */
export interface AlertHistory {
  events(page: AlertPage & { readonly openOnly: boolean }): Promise<readonly AlertEvent[]>;
  deliveries(
    page: AlertPage & {
      readonly eventId?: string | undefined;
      readonly channelId?: string | undefined;
      readonly state?: DeliveryState | undefined;
    },
  ): Promise<readonly AlertDelivery[]>;
}

/** What one look at a rule changed. */
export interface AlertPass {
  readonly firedCount: number;
  readonly resolvedCount: number;
}

/** Looks at rules. Any number of processes may do so at once. */
export interface AlertEvaluation {
  /** Rules that are enabled. */
  enabledRuleIds(): Promise<readonly string[]>;
  /**
   * Judges a rule, writes what it fires and resolves, and puts the notices into the outbox, all in one transaction that holds the rule: what
   * two processes see is seen one after the other. Safe to repeat: a dimension, period and threshold fires once.
   *
   * @returns null where another process holds the rule, or it is no longer enabled.
   */
  evaluate(ruleId: string, now: Date, outside: OutsideReadings): Promise<AlertPass | null>;
  /** Notes why a rule could not be judged, where people see it. */
  noteFault(ruleId: string, fault: string): Promise<void>;
  /**
   * How often a rule would have fired over the last 30 days, by the hour.
   *
   * @throws InvalidInputError PREVIEW_TOO_LARGE for more groups than memory should hold.
   */
  preview(watch: AlertWatch, now: Date): Promise<AlertPreview>;
}

/** A notice somebody has taken to send. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly channelId: string;
  readonly sealedDetails: string;
  readonly notice: AlertNotice;
  /** With this one. */
  readonly attemptCount: number;
}

/** Notices to be sent: at least once each. */
export interface AlertOutbox {
  /**
   * Takes due notices for a minute. Whoever takes them and dies leaves them to be taken again, with the same id.
   */
  claim(now: Date, countMax: number): Promise<readonly ClaimedDelivery[]>;
  /** Notes an attempt. @param nextTime when to try again; null: delivered, or given up. */
  settle(id: string, report: SendReport, now: Date, nextTime: Date | null): Promise<void>;
  /** Notes a test that was sent already. */
  noteTest(
    channelId: string,
    id: string,
    notice: AlertNotice,
    report: SendReport,
  ): Promise<AlertDelivery>;
  /** Tries a notice again that was given up. @throws InvalidInputError NOT_FOUND for one that is not. */
  retry(id: string, now: Date): Promise<AlertDelivery>;
}

/** Alerts as they are stored. */
export interface AlertLedger {
  readonly rules: AlertRules;
  readonly channels: AlertChannels;
  readonly history: AlertHistory;
  readonly evaluation: AlertEvaluation;
  readonly outbox: AlertOutbox;
}
