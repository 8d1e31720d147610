import { LockMode } from "@mikro-orm/core";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import type { PriceBook } from "@tokenledger/usage";
import {
  openPassReasons,
  quotaStateOf,
  quotaWindowOf,
  type OpenPass,
  type Quota as QuotaView,
  type QuotaLedger,
  type QuotaState,
} from "@tokenledger/usage/quotas";
import { z } from "zod";
import { asDirectoryCall } from "../directories/directory-call.ts";
import { Quota } from "../entities/quota.ts";
import type { PriceBooks } from "../prices/price-books.ts";
import { asQuery } from "../queries/as-query.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, forkOf, inSnapshot, type StatementRunner } from "../statement-runner.ts";
import { addQuota, changeQuota, findQuota, viewOfQuota } from "./quota-rows.ts";
import { sumQuotaWindow } from "./quota-window-sums.ts";

const ADD_OPEN_PASSES = {
  text: sqlFile(new URL("./sql/add-open-passes.sql", import.meta.url)),
  row: z.unknown(),
};

const READ_OPEN_PASSES = {
  text: sqlFile(new URL("./sql/read-open-passes.sql", import.meta.url)),
  row: z
    .object({
      quota_id: z.string().nullable(),
      reason: z.enum(openPassReasons),
      pass_count: z.coerce.number(),
      last_ms: z.number(),
    })
    .transform((row): OpenPass => ({
      quotaId: row.quota_id,
      reason: row.reason,
      count: row.pass_count,
      lastTime: new Date(row.last_ms),
    })),
};

const listQuotas = async (em: EntityManager): Promise<readonly QuotaView[]> => {
  const quotas = await em.find(Quota, {}, { orderBy: { name: "asc", id: "asc" } });
  return quotas.map(viewOfQuota);
};

/** The book only where it tells something: a model has several names. */
const bookFor = async (
  runner: StatementRunner,
  books: PriceBooks,
  quotas: readonly QuotaView[],
): Promise<PriceBook | null> =>
  quotas.some(({ scope }) => scope === "model") ? books.latest(runner) : null;

/** A quota for each of something tells of its largest; any other of itself, used or not. */
const statesOf = async (
  runner: StatementRunner,
  quota: QuotaView,
  book: PriceBook | null,
  nowMs: number,
): Promise<readonly QuotaState[]> => {
  const value = quota.scope === "all" ? "" : quota.scopeValue;
  const sums = await sumQuotaWindow(runner, quota, value, quotaWindowOf(quota, nowMs), book);
  const largest =
    value === null
      ? sums
      : [{ value, amount: sums.find((sum) => sum.value === value)?.amount ?? 0n }];
  return largest.map((sum) => quotaStateOf(quota, sum.value, sum.amount, nowMs));
};

type Terms = Pick<QuotaLedger, "list" | "get" | "create" | "update" | "remove">;
type Use = Pick<QuotaLedger, "used" | "states">;

const quotaTerms = (orm: MikroORM): Terms => ({
  list: async () => asDirectoryCall(async () => listQuotas(forkOf(orm))),

  get: async (id) => asDirectoryCall(async () => viewOfQuota(await findQuota(forkOf(orm), id))),

  create: async (terms, author) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => viewOfQuota(await addQuota(em, terms, author))),
    ),

  update: async (id, terms, author) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const quota = await findQuota(em, id, LockMode.PESSIMISTIC_WRITE);
        changeQuota(quota, terms, author);
        await em.flush();
        return viewOfQuota(quota);
      }),
    ),

  remove: async (id) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const quota = await findQuota(em, id, LockMode.PESSIMISTIC_WRITE);
        const view = viewOfQuota(quota);
        await em.remove(quota).flush();
        return view;
      }),
    ),
});

const quotaUse = (orm: MikroORM, books: PriceBooks): Use => ({
  used: async (quota, value, window) =>
    asQuery(async () =>
      inSnapshot(orm, async (runner) => {
        const book = await bookFor(runner, books, [quota]);
        const sums = await sumQuotaWindow(runner, quota, value, window, book);
        return sums.find((each) => each.value === value)?.amount ?? 0n;
      }),
    ),

  states: async (nowMs, ids) =>
    asQuery(async () => {
      const quotas = await asDirectoryCall(async () => listQuotas(forkOf(orm)));
      const wanted = quotas.filter(({ id }) => ids?.includes(id) ?? true);
      return inSnapshot(orm, async (runner) => {
        const book = await bookFor(runner, books, wanted);
        const states: QuotaState[] = [];
        for (const quota of wanted) states.push(...(await statesOf(runner, quota, book, nowMs)));
        return states;
      });
    }),
});

/** Quotas over PostgreSQL. */
export const createQuotaLedger = (orm: MikroORM, books: PriceBooks): QuotaLedger => ({
  ...quotaTerms(orm),
  ...quotaUse(orm, books),

  addOpenPasses: async (passes) => {
    if (passes.length === 0) return;
    await autocommit(orm).rows(ADD_OPEN_PASSES, [
      passes.map(({ quotaId }) => quotaId ?? "0"),
      passes.map(({ reason }) => reason),
      passes.map(({ count }) => count),
      passes.map(({ lastTime }) => lastTime.getTime()),
    ]);
  },

  openPasses: async (since) => autocommit(orm).rows(READ_OPEN_PASSES, [since.getTime()]),
});
