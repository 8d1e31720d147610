import { LockMode } from "@mikro-orm/core";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import { InvalidInputError } from "@tokenledger/usage";
import { type AlertChannels, type ChannelView } from "@tokenledger/usage/alerts";
import { asDirectoryCall, found } from "../directories/directory-call.ts";
import { AlertChannel } from "../entities/alert-channel.ts";
import { AlertRuleRow } from "../entities/alert-rule-row.ts";
import { isRowId } from "../row-id.ts";

const viewOf = (channel: AlertChannel): ChannelView => ({
  id: channel.id,
  name: channel.name,
  kind: channel.kind,
  target: channel.target,
  last4: channel.last4 ?? null,
  createTime: channel.createTime,
  updateTime: channel.updateTime,
});

const lockedChannel = async (em: EntityManager, id: string): Promise<AlertChannel> =>
  found(
    isRowId(id)
      ? await em.findOne(
          AlertChannel,
          { id, removeTime: null },
          { lockMode: LockMode.PESSIMISTIC_WRITE },
        )
      : null,
    "alert channel",
  );

const assertUnused = async (em: EntityManager, id: string): Promise<void> => {
  const rules = await em.find(
    AlertRuleRow,
    { channelIds: { $contains: [id] }, removeTime: null },
    { orderBy: { name: "asc" } },
  );
  if (rules.length > 0) {
    const names = rules.map(({ name }) => name).join(", ");
    throw new InvalidInputError("CHANNEL_IN_USE", `id: still told by these rules: ${names}`);
  }
};

/** Channels over PostgreSQL. */
export const createAlertChannels = (orm: MikroORM): AlertChannels => ({
  list: async () =>
    asDirectoryCall(async () => {
      const channels = await orm.em
        .fork()
        .find(AlertChannel, { removeTime: null }, { orderBy: { name: "asc", id: "asc" } });
      return channels.map(viewOf);
    }),

  create: async (channel, now) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const row = em.create(AlertChannel, { ...channel, createTime: now, updateTime: now });
        await em.flush();
        return viewOf(row);
      }),
    ),

  update: async (id, changes, now) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const channel = await lockedChannel(em, id);
        em.assign(channel, { ...changes, updateTime: now });
        return viewOf(channel);
      }),
    ),

  remove: async (id, now) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const channel = await lockedChannel(em, id);
        await assertUnused(em, id);
        channel.removeTime = now;
      }),
    ),

  sealedDetails: async (id) =>
    asDirectoryCall(async () => {
      const em = orm.em.fork();
      const row = isRowId(id) ? await em.findOne(AlertChannel, { id, removeTime: null }) : null;
      const { name, sealedDetails } = found(row, "alert channel");
      return { name, sealedDetails };
    }),
});
