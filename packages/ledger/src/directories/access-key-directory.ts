import { LockMode } from "@mikro-orm/core";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import type { AccessKeyDirectory, AccessKeyView, KeyUseDirectory } from "@tokenledger/usage";
import { AccessKey } from "../entities/access-key.ts";
import { isRowId } from "../row-id.ts";
import { asDirectoryCall, found } from "./directory-call.ts";
import { setDisabled } from "./set-disabled.ts";

/** The columns of the secret before are all there or none; see the table's CHECK. */
const previousSecretOf = ({
  previousLast4: last4,
  previousExpiresAt: expiresAt,
}: AccessKey): AccessKeyView["previousSecret"] =>
  typeof last4 === "string" && expiresAt instanceof Date ? { last4, expiresAt } : null;

const viewOf = (key: AccessKey): AccessKeyView => ({
  id: key.id,
  keyId: key.keyId,
  name: key.name,
  last4: key.last4,
  scopes: key.scopes,
  createTime: key.createTime,
  disabledAt: key.disabledAt ?? null,
  expiresAt: key.expiresAt ?? null,
  lastUsedAt: key.lastUsedAt ?? null,
  rotatedAt: key.rotatedAt ?? null,
  previousSecret: previousSecretOf(key),
});

const lockedKey = async (em: EntityManager, id: string): Promise<AccessKey> =>
  found(
    isRowId(id)
      ? await em.findOne(AccessKey, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
      : null,
    "access key",
  );

/** Changes one key under its lock. Joins the transaction of an audited change. */
const changeKey = async (
  orm: MikroORM,
  id: string,
  change: (key: AccessKey) => void,
): Promise<AccessKeyView> =>
  asDirectoryCall(async () =>
    orm.em.transactional(async (em) => {
      const key = await lockedKey(em, id);
      change(key);
      return viewOf(key);
    }),
  );

/** People's side of keys. The list is by name. */
export const createAccessKeyDirectory = (orm: MikroORM): AccessKeyDirectory => ({
  listAccessKeys: async () =>
    asDirectoryCall(async () => {
      const keys = await orm.em.fork().find(AccessKey, {}, { orderBy: { name: "asc", id: "asc" } });
      return keys.map(viewOf);
    }),

  getAccessKey: async (id) =>
    asDirectoryCall(async () =>
      viewOf(
        found(isRowId(id) ? await orm.em.fork().findOne(AccessKey, { id }) : null, "access key"),
      ),
    ),

  createAccessKey: async ({ scopes, ...key }) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const entity = em.create(AccessKey, { ...key, scopes: [...scopes] });
        await em.flush();
        return viewOf(entity);
      }),
    ),

  updateAccessKey: async (id, { name, scopes, expiresAt }) =>
    changeKey(orm, id, (key) => {
      if (name !== undefined) key.name = name;
      if (scopes !== undefined) key.scopes = [...scopes];
      if (expiresAt !== undefined) key.expiresAt = expiresAt;
    }),

  rotateAccessKey: async (id, { secretHash, last4, rotatedAt, previousExpiresAt }) =>
    changeKey(orm, id, (key) => {
      const isKept = previousExpiresAt !== null;
      key.previousSecretHash = isKept ? key.secretHash : null;
      key.previousLast4 = isKept ? key.last4 : null;
      key.previousExpiresAt = previousExpiresAt;
      key.secretHash = secretHash;
      key.last4 = last4;
      key.rotatedAt = rotatedAt;
    }),

  setAccessKeyDisabled: async (id, disabledAt) =>
    changeKey(orm, id, (key) => {
      setDisabled(key, disabledAt);
    }),
});

/** Notes uses of keys, many in one statement, and new hashes of their secrets. */
export const createKeyUseDirectory = (orm: MikroORM): KeyUseDirectory => ({
  noteKeyUse: async (ids, usedAt) =>
    asDirectoryCall(async () => {
      // Sorted: two processes that note the same keys take their locks in one order.
      const id = { $in: ids.toSorted() };
      const isLater = { $or: [{ lastUsedAt: null }, { lastUsedAt: { $lt: usedAt } }] };
      await orm.em.fork().nativeUpdate(AccessKey, { id, ...isLater }, { lastUsedAt: usedAt });
    }),

  moveSecretHash: async (id, fromHash, toHash) =>
    asDirectoryCall(async () => {
      const em = orm.em.fork();
      await em.nativeUpdate(AccessKey, { id, secretHash: fromHash }, { secretHash: toHash });
      await em.nativeUpdate(
        AccessKey,
        { id, previousSecretHash: fromHash },
        { previousSecretHash: toHash },
      );
    }),
});
