import { LockMode } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import { InvalidInputError } from "@tokenledger/usage";
import {
  QUOTAS_MAX,
  type Quota as QuotaView,
  type QuotaChange,
  type QuotaTerms,
} from "@tokenledger/usage/quotas";
import { z } from "zod";
import { found } from "../directories/directory-call.ts";
import { Quota } from "../entities/quota.ts";
import { isRowId } from "../row-id.ts";
import { sqlFile } from "../sql-file.ts";
import { runnerOf } from "../statement-runner.ts";

const LOCK_QUOTAS = {
  text: sqlFile(new URL("./sql/lock-quotas.sql", import.meta.url)),
  row: z.object({ quota_count: z.int() }),
};

/** A quota as the rest of the system sees it. */
export const viewOfQuota = (quota: Quota): QuotaView => ({
  id: quota.id,
  name: quota.name,
  scope: quota.scope,
  scopeValue: quota.scopeValue ?? null,
  unit: quota.unit,
  window: quota.window,
  isRolling: quota.isRolling,
  timeZone: quota.timeZone,
  limitAmount: quota.limitAmount,
  thresholds: quota.thresholds,
  isHard: quota.isHard,
  failMode: quota.failMode,
  isEnabled: quota.isEnabled,
  revision: quota.revision,
  createdBy: quota.createdBy,
  updatedBy: quota.updatedBy,
  createTime: quota.createTime,
  updateTime: quota.updateTime,
});

/** Terms that decide what a counter means. */
const countedTerms = ["scope", "scopeValue", "unit", "window", "isRolling", "timeZone"] as const;

/** @throws InvalidInputError NOT_FOUND */
export const findQuota = async (
  em: EntityManager,
  id: string,
  lockMode: LockMode = LockMode.NONE,
): Promise<Quota> =>
  found(isRowId(id) ? await em.findOne(Quota, { id }, { lockMode }) : null, "quota");

/** Within a transaction. @throws InvalidInputError TOO_MANY_QUOTAS */
export const addQuota = async (
  em: EntityManager,
  terms: QuotaTerms,
  author: string,
): Promise<Quota> => {
  const [locked] = await runnerOf(em).rows(LOCK_QUOTAS, []);
  if ((locked?.quota_count ?? 0) >= QUOTAS_MAX) {
    throw new InvalidInputError("TOO_MANY_QUOTAS", `There may be ${QUOTAS_MAX} quotas.`);
  }
  const quota = em.create(Quota, {
    ...terms,
    thresholds: [...terms.thresholds],
    createdBy: author,
    updatedBy: author,
  });
  await em.flush();
  return quota;
};

/** Puts given terms in the place of those that stand. */
export const changeQuota = (quota: Quota, terms: QuotaChange, author: string): void => {
  const isCountedAnew = countedTerms.some(
    (term) => terms[term] !== undefined && terms[term] !== (quota[term] ?? null),
  );
  const given = Object.entries(terms).filter(([, value]) => value !== undefined);
  Object.assign(quota, Object.fromEntries(given), { updatedBy: author, updateTime: new Date() });
  if (isCountedAnew) quota.revision += 1;
};
