import type { MikroORM, FilterQuery } from "@mikro-orm/postgresql";
import type { AuditEntry as AuditEntryView, AuditFilter, AuditLog } from "@tokenledger/usage";
import { z } from "zod";
import { asDirectoryCall } from "../directories/directory-call.ts";
import { escapeLike } from "../directories/escape-like.ts";
import { AuditEntry } from "../entities/audit-entry.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, inTransaction } from "../statement-runner.ts";
import { appendEntry } from "./append-entry.ts";
import { verifyChain } from "./verify-chain.ts";

const LOCK_AUDITED_CHANGES = {
  text: sqlFile(new URL("./sql/lock-audited-changes.sql", import.meta.url)),
  row: z.object({}),
};

const Parameters = z.record(z.string(), z.json());

const viewOf = (entry: AuditEntry): AuditEntryView => ({
  seq: entry.seq,
  time: entry.time,
  id: entry.actorId ?? null,
  login: entry.actorLogin ?? null,
  role: entry.actorRole ?? null,
  session: entry.session ?? null,
  network: entry.network ?? null,
  action: entry.action,
  outcome: entry.outcome,
  parameters: Parameters.parse(JSON.parse(entry.parameters)),
  hash: entry.hash,
});

const actionOf = (action: string): FilterQuery<AuditEntry> =>
  action.endsWith(".") ? { action: { $like: `${escapeLike(action)}%` } } : { action };

const whereOf = (filter: AuditFilter): FilterQuery<AuditEntry> => ({
  $and: [
    filter.action === undefined ? {} : actionOf(filter.action),
    filter.actorId === undefined ? {} : { actorId: filter.actorId },
    filter.outcome === undefined ? {} : { outcome: filter.outcome },
    filter.startDate === undefined ? {} : { time: { $gte: filter.startDate } },
    filter.endDate === undefined ? {} : { time: { $lt: filter.endDate } },
    filter.beforeSeq === undefined ? {} : { seq: { $lt: filter.beforeSeq } },
  ],
});

/** The audit log over PostgreSQL. Any number of processes may write to it: they queue at the head. */
export const createAuditLog = (orm: MikroORM): AuditLog => ({
  append: async (event) => inTransaction(orm, async (runner) => appendEntry(runner, event)),

  withChange: async (event, change) =>
    inTransaction(orm, async (runner) => {
      await runner.rows(LOCK_AUDITED_CHANGES, []);
      const result = await change();
      // Last: from here to the commit, every other entry waits.
      await appendEntry(runner, event);
      return result;
    }),

  list: async (filter) =>
    asDirectoryCall(async () => {
      const entries = await orm.em.fork().find(AuditEntry, whereOf(filter), {
        orderBy: { seq: "desc" },
        limit: filter.countMax,
      });
      return entries.map(viewOf);
    }),

  verify: async (countMax, after) => verifyChain(autocommit(orm), countMax, after),
});
