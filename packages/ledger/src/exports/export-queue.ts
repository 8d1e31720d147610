import { randomUUID } from "node:crypto";
import type { MikroORM } from "@mikro-orm/postgresql";
import type { ClaimedExport, ExportQueue } from "@tokenledger/usage/exports";
import { z } from "zod";
import { ExportJobEntry } from "../entities/export-job-entry.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, inTransaction, type Statement } from "../statement-runner.ts";
import { exportJobOf, readCheckpoint, storedJson } from "./stored-export.ts";

const Changed = z.object({ id: z.string() });

const changing = (name: string): Statement<z.output<typeof Changed>> => ({
  text: sqlFile(new URL(`./sql/${name}.sql`, import.meta.url)),
  row: Changed,
});

const LOCK_QUEUE = {
  text: sqlFile(new URL("./sql/lock-export-queue.sql", import.meta.url)),
  row: z.unknown(),
};
const CLAIM = changing("claim-export");
const FINISH = changing("finish-export");
const END = changing("end-export");
const RELEASE = changing("release-export");
const SWEEP = changing("sweep-exports");
const EXPIRE_OLDEST = changing("expire-oldest-export");
const IN_USE = changing("exports-in-use");
const RENEW = {
  text: sqlFile(new URL("./sql/renew-export.sql", import.meta.url)),
  row: z.object({ is_cancel_requested: z.boolean() }),
};

const heldBy = ({ job, leaseId }: ClaimedExport): readonly [string, string] => [job.id, leaseId];

/** The queue of exports in PostgreSQL: claimed by one worker at a time, held by a lease, fenced by the lease's id. */
export const createExportQueue = (orm: MikroORM): ExportQueue => ({
  claim: async (leaseMs, runningCountMax, attemptsMax) => {
    const leaseId = randomUUID();
    const [claimed] = await inTransaction(orm, async (runner) => {
      await runner.rows(LOCK_QUEUE, []);
      return runner.rows(CLAIM, [leaseId, leaseMs, runningCountMax, attemptsMax]);
    });
    if (claimed === undefined) return null;
    const entry = await orm.em.fork().findOneOrFail(ExportJobEntry, { id: claimed.id });
    return { job: exportJobOf(entry), leaseId, checkpoint: readCheckpoint(entry.checkpoint) };
  },

  renew: async (claim, leaseMs, progress) => {
    const { checkpoint, rowCount, rowTotal, rowsPerSecond, byteCount } = progress;
    const [held] = await autocommit(orm).rows(RENEW, [
      ...heldBy(claim),
      leaseMs,
      rowCount,
      rowTotal,
      rowsPerSecond,
      byteCount,
      checkpoint === undefined ? null : storedJson(checkpoint),
    ]);
    if (held === undefined) return "lost";
    return held.is_cancel_requested ? "cancelled" : "go_on";
  },

  finish: async (claim, { storedName, byteCount, sha256, totals, expireTime }) => {
    const changed = await autocommit(orm).rows(FINISH, [
      ...heldBy(claim),
      storedName,
      byteCount,
      sha256,
      storedJson(totals),
      totals.rows,
      expireTime.getTime(),
    ]);
    return changed.length === 1;
  },

  end: async (claim, failure) =>
    (await autocommit(orm).rows(END, [...heldBy(claim), failure])).length === 1,

  release: async (claim) => {
    await autocommit(orm).rows(RELEASE, heldBy(claim));
  },

  sweep: async (now, attemptsMax) => {
    await autocommit(orm).rows(SWEEP, [now.getTime(), attemptsMax]);
  },

  expireOldest: async () => (await autocommit(orm).rows(EXPIRE_OLDEST, [])).length === 1,

  inUse: async (ids) => (await autocommit(orm).rows(IN_USE, [ids])).map(({ id }) => id),
});
