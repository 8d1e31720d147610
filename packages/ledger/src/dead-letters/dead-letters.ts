import { LockMode } from "@mikro-orm/core";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import {
  deadLetterReasons,
  type DeadLetterResolution,
  type DeadLetters,
  type DeadLetterView,
  type ReplayChoice,
  type ReplayedLetter,
} from "@tokenledger/usage";
import { z } from "zod";
import { commitBatch } from "../commit/commit-batch.ts";
import { UserIds } from "../commit/user-ids.ts";
import { asDirectoryCall, found } from "../directories/directory-call.ts";
import { DeadLetter } from "../entities/dead-letter.ts";
import type { PriceBooks } from "../prices/price-books.ts";
import { isRowId } from "../row-id.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit } from "../statement-runner.ts";
import { replayLetter, type ReplayTools } from "./replay-letter.ts";

const COUNT_BY_REASON = {
  text: sqlFile(new URL("./sql/count-by-reason.sql", import.meta.url)),
  row: z.object({
    reason: z.enum(deadLetterReasons),
    count: z.int(),
    open_count: z.int(),
  }),
};

const viewOf = (letter: DeadLetter): DeadLetterView => ({
  id: letter.id,
  accessKeyId: letter.accessKeyId,
  eventId: letter.eventId,
  reason: letter.reason,
  detail: letter.detail,
  record: letter.record,
  createTime: letter.createTime,
  resolveTime: letter.resolveTime ?? null,
  resolution: letter.resolution ?? null,
});

const lockedLetter = async (em: EntityManager, id: string): Promise<DeadLetter> =>
  found(
    isRowId(id)
      ? await em.findOne(DeadLetter, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
      : null,
    "dead letter",
  );

const resolveLetter = async (
  orm: MikroORM,
  id: string,
  at: Date,
  resolution: DeadLetterResolution,
): Promise<DeadLetterView> =>
  orm.em.transactional(async (em) => {
    const letter = await lockedLetter(em, id);
    if (!letter.resolveTime) {
      letter.resolveTime = at;
      letter.resolution = resolution;
    }
    return viewOf(letter);
  });

const chosenLetters = async (
  em: EntityManager,
  choice: ReplayChoice,
): Promise<readonly DeadLetter[]> => {
  if ("ids" in choice) {
    const ids = choice.ids.filter(isRowId);
    return em.find(DeadLetter, { id: { $in: ids } }, { orderBy: { id: "asc" } });
  }
  const { reason, afterId, countMax } = choice;
  return em.find(
    DeadLetter,
    { resolveTime: null, reason, ...(afterId === undefined ? {} : { id: { $gt: afterId } }) },
    { orderBy: { id: "asc" }, limit: countMax },
  );
};

/** Counted first, marked after: broken off between the two, the next replay finds it counted and marks it. */
const replayOne = async (
  tools: ReplayTools,
  letter: DeadLetter,
  at: Date,
  isDryRun: boolean,
): Promise<ReplayedLetter> => {
  const { id, accessKeyId, eventId } = letter;
  const verdict = await replayLetter(tools, letter, isDryRun);
  const { outcome } = verdict;
  if (!isDryRun && (outcome === "counted" || outcome === "already_counted")) {
    await resolveLetter(tools.orm, id, at, outcome === "counted" ? "replayed" : outcome);
  }
  return { id, accessKeyId, eventId, ...verdict };
};

/** Dead letters over PostgreSQL. A replay goes past Redis. */
export const createDeadLetters = (orm: MikroORM, books: PriceBooks): DeadLetters => {
  const userIds = new UserIds(() => autocommit(orm));
  const tools: ReplayTools = {
    orm,
    commit: async (record) => commitBatch(orm, { userIds, books }, [record], true),
  };
  return {
    list: async ({ openOnly = false, reason, beforeId, countMax }) =>
      asDirectoryCall(async () => {
        const letters = await orm.em.fork().find(
          DeadLetter,
          {
            ...(openOnly ? { resolveTime: null } : {}),
            ...(reason === undefined ? {} : { reason }),
            ...(beforeId === undefined ? {} : { id: { $lt: beforeId } }),
          },
          { orderBy: { id: "desc" }, limit: countMax },
        );
        return letters.map(viewOf);
      }),

    countOpen: async () =>
      asDirectoryCall(async () => orm.em.fork().count(DeadLetter, { resolveTime: null })),

    counts: async () => {
      const rows = await autocommit(orm).rows(COUNT_BY_REASON, []);
      return rows.map(({ reason, count, open_count: openCount }) => ({ reason, count, openCount }));
    },

    resolve: async (id, at) => asDirectoryCall(async () => resolveLetter(orm, id, at, "dismissed")),

    replay: async (choice, at, isDryRun) =>
      asDirectoryCall(async () => {
        const letters = await chosenLetters(orm.em.fork(), choice);
        const replayed: ReplayedLetter[] = [];
        for (const letter of letters) {
          replayed.push(await replayOne(tools, letter, at, isDryRun));
        }
        return replayed;
      }),
  };
};
