import { LockMode } from "@mikro-orm/core";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import { InvalidInputError } from "@tokenledger/usage";
import {
  AlertCondition,
  AlertFilter,
  type AlertRule,
  type AlertRuleDraft,
  type AlertRules,
} from "@tokenledger/usage/alerts";
import { z } from "zod";
import { asDirectoryCall, found } from "../directories/directory-call.ts";
import { AlertChannel } from "../entities/alert-channel.ts";
import { AlertRuleRow } from "../entities/alert-rule-row.ts";
import { isRowId } from "../row-id.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, runnerOf } from "../statement-runner.ts";

const COUNT_OPEN_EVENTS = {
  text: sqlFile(new URL("./sql/count-open-events.sql", import.meta.url)),
  row: z.object({ rule_id: z.string(), open_count: z.int() }),
};

const RESOLVE_REMOVED_RULE = {
  text: sqlFile(new URL("./sql/resolve-removed-rule.sql", import.meta.url)),
  row: z.object({ resolved_count: z.int() }),
};

/** A condition as JSON: whole numbers as text, which the schema reads again. */
const conditionJson = (condition: AlertCondition) =>
  z
    .json()
    .parse(
      JSON.parse(
        JSON.stringify(condition, (_key, value: unknown) =>
          typeof value === "bigint" ? String(value) : value,
        ),
      ),
    );

const viewOf = (row: AlertRuleRow, openEventCount: number): AlertRule => ({
  id: row.id,
  name: row.name,
  condition: AlertCondition.parse(row.condition),
  filter: AlertFilter.parse(row.filter),
  groupBy: row.groupBy,
  channelIds: row.channelIds,
  isEnabled: row.isEnabled,
  muteUntil: row.muteUntil ?? null,
  createdBy: row.createdBy,
  createTime: row.createTime,
  updateTime: row.updateTime,
  evaluateTime: row.evaluateTime ?? null,
  fault: row.fault ?? null,
  openEventCount,
});

const assertChannels = async (em: EntityManager, ids: readonly string[]): Promise<void> => {
  const known = ids.every(isRowId)
    ? await em.count(AlertChannel, { id: { $in: [...ids] }, removeTime: null })
    : -1;
  if (known !== new Set(ids).size) {
    throw new InvalidInputError("CHANNEL_UNKNOWN", "channelIds: names a channel there is not");
  }
};

const lockedRule = async (em: EntityManager, id: string): Promise<AlertRuleRow> =>
  found(
    isRowId(id)
      ? await em.findOne(
          AlertRuleRow,
          { id, removeTime: null },
          { lockMode: LockMode.PESSIMISTIC_WRITE },
        )
      : null,
    "alert rule",
  );

/** Columns of those parts of a draft that are given. */
const columnsOf = ({ condition, filter, channelIds, ...plain }: Partial<AlertRuleDraft>) => ({
  ...plain,
  ...(condition === undefined ? {} : { condition: conditionJson(condition) }),
  ...(filter === undefined ? {} : { filter }),
  ...(channelIds === undefined ? {} : { channelIds: [...new Set(channelIds)] }),
});

const createRule = async (
  orm: MikroORM,
  draft: AlertRuleDraft,
  createdBy: string,
  now: Date,
): Promise<AlertRule> =>
  orm.em.transactional(async (em) => {
    await assertChannels(em, draft.channelIds);
    const row = em.create(AlertRuleRow, {
      name: draft.name,
      condition: conditionJson(draft.condition),
      filter: draft.filter,
      groupBy: draft.groupBy,
      channelIds: [...new Set(draft.channelIds)],
      isEnabled: draft.isEnabled,
      createdBy,
      createTime: now,
      updateTime: now,
    });
    await em.flush();
    return viewOf(row, 0);
  });

const removeRule = async (orm: MikroORM, id: string, now: Date): Promise<void> =>
  orm.em.transactional(async (em) => {
    const row = isRowId(id)
      ? await em.findOne(AlertRuleRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
      : null;
    found(row, "alert rule").removeTime ??= now;
    await runnerOf(em).rows(RESOLVE_REMOVED_RULE, [id, now.getTime()]);
  });

const changeRule = async (
  orm: MikroORM,
  id: string,
  change: (row: AlertRuleRow, em: EntityManager) => Promise<void> | void,
): Promise<AlertRuleRow> =>
  orm.em.transactional(async (em) => {
    const row = await lockedRule(em, id);
    await change(row, em);
    return row;
  });

/** Rules over PostgreSQL. */
export const createAlertRules = (orm: MikroORM): AlertRules => {
  const withCounts = async (rows: readonly AlertRuleRow[]): Promise<readonly AlertRule[]> => {
    const counts = await autocommit(orm).rows(COUNT_OPEN_EVENTS, [rows.map(({ id }) => id)]);
    const counted = new Map(counts.map((each) => [each.rule_id, each.open_count]));
    return rows.map((row) => viewOf(row, counted.get(row.id) ?? 0));
  };
  const withCount = async (row: AlertRuleRow): Promise<AlertRule> => {
    const [rule] = await withCounts([row]);
    return rule ?? viewOf(row, 0);
  };
  return {
    list: async () =>
      asDirectoryCall(async () =>
        withCounts(
          await orm.em
            .fork()
            .find(AlertRuleRow, { removeTime: null }, { orderBy: { name: "asc", id: "asc" } }),
        ),
      ),
    get: async (id) =>
      asDirectoryCall(async () => {
        const em = orm.em.fork();
        const row = isRowId(id) ? await em.findOne(AlertRuleRow, { id, removeTime: null }) : null;
        return withCount(found(row, "alert rule"));
      }),
    create: async (draft, createdBy, now) =>
      asDirectoryCall(async () => createRule(orm, draft, createdBy, now)),
    update: async (id, changes, now) =>
      asDirectoryCall(async () =>
        withCount(
          await changeRule(orm, id, async (row, em) => {
            if (changes.channelIds !== undefined) await assertChannels(em, changes.channelIds);
            em.assign(row, { ...columnsOf(changes), updateTime: now });
          }),
        ),
      ),
    mute: async (id, until) =>
      asDirectoryCall(async () =>
        withCount(
          await changeRule(orm, id, (row) => {
            row.muteUntil = until;
          }),
        ),
      ),
    remove: async (id, now) => asDirectoryCall(async () => removeRule(orm, id, now)),
  };
};
