import { LockMode } from "@mikro-orm/core";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import type { AccessKeyView, AdminDirectory, UserView } from "@tokenledger/usage";
import { AccessKey } from "../entities/access-key.ts";
import { User } from "../entities/user.ts";
import { isRowId } from "../row-id.ts";
import { asDirectoryCall, found } from "./directory-call.ts";

const viewOfKey = (key: AccessKey): AccessKeyView => ({
  id: key.id,
  keyId: key.keyId,
  name: key.name,
  last4: key.last4,
  scopes: key.scopes,
  createTime: key.createTime,
  disabledAt: key.disabledAt ?? null,
  expiresAt: key.expiresAt ?? null,
});

const viewOfUser = (user: User): UserView => ({
  id: user.id,
  name: user.name,
  createTime: user.createTime,
  disabledAt: user.disabledAt ?? null,
});

interface Disableable {
  disabledAt?: Date | null | undefined;
}

/** Disabling twice keeps the first moment; null enables again. */
const setDisabled = (entity: Disableable, disabledAt: Date | null): void => {
  const current = entity.disabledAt ?? null;
  entity.disabledAt = disabledAt === null ? null : (current ?? disabledAt);
};

const lockedKey = async (em: EntityManager, id: string): Promise<AccessKey> =>
  found(
    isRowId(id)
      ? await em.findOne(AccessKey, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
      : null,
    "access key",
  );

const lockedUser = async (em: EntityManager, id: string): Promise<User> =>
  found(
    isRowId(id) ? await em.findOne(User, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null,
    "user",
  );

/** LIKE's own characters, taken literally. */
const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

/** People's side of keys and users. Lists are by name. */
export const createAdminDirectory = (orm: MikroORM): AdminDirectory => ({
  listAccessKeys: async () =>
    asDirectoryCall(async () => {
      const keys = await orm.em.fork().find(AccessKey, {}, { orderBy: { name: "asc", id: "asc" } });
      return keys.map(viewOfKey);
    }),

  createAccessKey: async ({ scopes, ...key }) =>
    asDirectoryCall(async () => {
      const em = orm.em.fork();
      const entity = em.create(AccessKey, { ...key, scopes: [...scopes] });
      await em.flush();
      return viewOfKey(entity);
    }),

  setAccessKeyDisabled: async (id, disabledAt) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const key = await lockedKey(em, id);
        setDisabled(key, disabledAt);
        return viewOfKey(key);
      }),
    ),

  listUsers: async (search, countMax) =>
    asDirectoryCall(async () => {
      const where = search === null ? {} : { name: { $ilike: `%${escapeLike(search)}%` } };
      const users = await orm.em
        .fork()
        .find(User, where, { orderBy: { name: "asc" }, limit: countMax });
      return users.map(viewOfUser);
    }),

  setUserDisabled: async (id, disabledAt) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const user = await lockedUser(em, id);
        setDisabled(user, disabledAt);
        return viewOfUser(user);
      }),
    ),
});
