export {
  ChannelDetails,
  channelKinds,
  channelSummary,
  WebhookSecret,
  type ChannelKind,
  type ChannelView,
  type SecretBox,
  type StoredChannel,
} from "./alert-channel.ts";
export { alertChanges, type Crossing, type OpenAlert } from "./alert-changes.ts";
export type { AlertFinding } from "./alert-finding.ts";
export {
  deliveryStates,
  type AlertChannels,
  type AlertDelivery,
  type AlertEvaluation,
  type AlertEvent,
  type AlertHistory,
  type AlertLedger,
  type AlertOutbox,
  type AlertPage,
  type AlertPass,
  type AlertRules,
  type ClaimedDelivery,
  type DeliveryAttempt,
  type DeliveryState,
} from "./alert-ledger.ts";
export { AlertNotice, noticeKinds, testNotice, type NoticeKind } from "./alert-notice.ts";
export type { AlertReading, AlertText } from "./alert-reading.ts";
export type {
  AlertFigure,
  AlertReadings,
  HealthReading,
  OutsideReadings,
  QuotaReading,
} from "./alert-readings.ts";
export {
  AlertCondition,
  AlertFilter,
  type AlertKind,
  type AlertRule,
  type AlertRuleDraft,
  type AlertWatch,
} from "./alert-rule.ts";
export { deliverNotices, retryPausesMs, type DeliveryTools } from "./deliver-notices.ts";
export { hourlyReadings, type HourFigure } from "./hourly-readings.ts";
export { judgeRule } from "./judge-rule.ts";
export { quotaReading } from "./quota-reading.ts";
export type { Notifier, SendReport } from "./notifier.ts";
export {
  previewLimitation,
  previewRule,
  type AlertMoment,
  type AlertPreview,
} from "./preview-rule.ts";
