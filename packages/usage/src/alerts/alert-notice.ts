import { z } from "zod";

/** `fired`: a threshold was reached. `resolved`: it is no longer. `test`: somebody tries the channel. */
export const noticeKinds = ["fired", "resolved", "test"] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What people are told, as it is stored with the delivery and sent: every attempt says the same. Times are ISO 8601. */
export const AlertNotice = z.object({
  kind: z.enum(noticeKinds),
  /** One line: what happened. */
  title: z.string(),
  /** The figures. */
  summary: z.string(),
  /** What to do next. */
  advice: z.string(),
  /** Page to look at, below the public URL. */
  path: z.string(),
  time: z.iso.datetime(),
  /** Null for a test. */
  alert: z
    .object({
      ruleId: z.string(),
      ruleName: z.string(),
      ruleKind: z.string(),
      eventId: z.string(),
      /** Whom or what it is about; empty: everything the rule watches. */
      dimension: z.string(),
      dimensionName: z.string(),
      periodStart: z.iso.datetime(),
      periodEnd: z.iso.datetime().nullable(),
      /** Whole numbers in `unit`, as text: they outgrow 2^53. */
      threshold: z.string(),
      value: z.string(),
      unit: z.string(),
    })
    .nullable(),
});
export type AlertNotice = z.output<typeof AlertNotice>;

/** A notice by which somebody tries a channel. */
export const testNotice = (channelName: string, actor: string, now: Date): AlertNotice => ({
  kind: "test",
  title: `Test of the channel "${channelName}"`,
  summary: `${actor} asked for this message. Alerts sent to this channel arrive.`,
  advice: "Nothing needs to be done.",
  path: "/alerts",
  time: now.toISOString(),
  alert: null,
});
