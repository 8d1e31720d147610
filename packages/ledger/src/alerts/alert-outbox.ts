import { LockMode } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import { InvalidInputError } from "@tokenledger/usage";
import {
  AlertNotice,
  type AlertOutbox,
  type ClaimedDelivery,
  type DeliveryAttempt,
  type SendReport,
} from "@tokenledger/usage/alerts";
import { z } from "zod";
import { asDirectoryCall } from "../directories/directory-call.ts";
import { AlertChannel } from "../entities/alert-channel.ts";
import { AlertDeliveryRow } from "../entities/alert-delivery-row.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit } from "../statement-runner.ts";
import { deliveryView } from "./alert-history.ts";

/** How long a notice is taken for. An attempt takes 5 seconds by HTTP, and at most about 20 by SMTP. */
const CLAIM_MS = 60_000;

const CLAIM_NOTICES = {
  text: sqlFile(new URL("./sql/claim-notices.sql", import.meta.url)),
  row: z
    .object({
      id: z.string(),
      channel_id: z.string(),
      sealed_details: z.string(),
      notice: AlertNotice,
      attempt_count: z.int(),
    })
    .transform((row): ClaimedDelivery => ({
      id: row.id,
      channelId: row.channel_id,
      sealedDetails: row.sealed_details,
      notice: row.notice,
      attemptCount: row.attempt_count,
    })),
};

const SETTLE_NOTICE = {
  text: sqlFile(new URL("./sql/settle-notice.sql", import.meta.url)),
  row: z.object({ id: z.string() }),
};

const attemptOf = (report: SendReport, now: Date): DeliveryAttempt => ({
  time: now.toISOString(),
  isDelivered: report.isDelivered,
  detail: report.detail,
  durationMs: report.durationMs,
});

const stateOf = ({ isDelivered }: SendReport, nextTime: Date | null): string => {
  if (nextTime !== null) return "waiting";
  return isDelivered ? "delivered" : "failed";
};

const notFailed = (): InvalidInputError =>
  new InvalidInputError("NOT_FOUND", "id: names no notice that was given up");

/** Notices on their way, over PostgreSQL. */
export const createAlertOutbox = (orm: MikroORM): AlertOutbox => ({
  claim: async (now, countMax) =>
    autocommit(orm).rows(CLAIM_NOTICES, [now.getTime(), CLAIM_MS, countMax]),

  settle: async (id, report, now, nextTime) => {
    await autocommit(orm).rows(SETTLE_NOTICE, [
      id,
      JSON.stringify([attemptOf(report, now)]),
      now.getTime(),
      stateOf(report, nextTime),
      nextTime?.getTime() ?? null,
    ]);
  },

  noteTest: async (channelId, id, notice, report) =>
    asDirectoryCall(async () => {
      const em = orm.em.fork();
      const now = new Date(notice.time);
      const channel = await em.findOneOrFail(AlertChannel, { id: channelId });
      const row = em.create(AlertDeliveryRow, {
        id,
        event: null,
        channel,
        kind: "test",
        notice,
        state: report.isDelivered ? "delivered" : "failed",
        attemptCount: 1,
        attempts: [attemptOf(report, now)],
        dueTime: null,
        createTime: now,
        finishTime: now,
      });
      await em.flush();
      return deliveryView(row);
    }),

  retry: async (id, now) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const row = await em.findOne(
          AlertDeliveryRow,
          { id, state: "failed", kind: { $ne: "test" } },
          { lockMode: LockMode.PESSIMISTIC_WRITE, populate: ["channel"], strategy: "select-in" },
        );
        if (row === null) throw notFailed();
        em.assign(row, { state: "waiting", dueTime: now, finishTime: null, attemptCount: 0 });
        return deliveryView(row);
      }),
    ),
});
