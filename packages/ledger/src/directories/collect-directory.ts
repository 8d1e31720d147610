import type { MikroORM } from "@mikro-orm/postgresql";
import type { CollectDirectory } from "@tokenledger/usage";
import { AccessKey } from "../entities/access-key.ts";
import { User } from "../entities/user.ts";
import { asDirectoryCall } from "./directory-call.ts";

/** Keys and disabled users as collecting needs them, read anew at every call. */
export const createCollectDirectory = (orm: MikroORM): CollectDirectory => ({
  findAccessKey: async (keyId) =>
    asDirectoryCall(async () => {
      const key = await orm.em.fork().findOne(AccessKey, { keyId });
      if (key === null) return null;
      const { id, secretHash, scopes, previousSecretHash, previousExpiresAt } = key;
      const disabledAt = key.disabledAt ?? null;
      const previousSecret =
        typeof previousSecretHash === "string" && previousExpiresAt instanceof Date
          ? { secretHash: previousSecretHash, expiresAt: previousExpiresAt }
          : null;
      const expiresAt = key.expiresAt ?? null;
      return { id, keyId, secretHash, previousSecret, scopes, disabledAt, expiresAt };
    }),

  disabledUsers: async () =>
    asDirectoryCall(async () => {
      const users = await orm.em.fork().find(User, { disabledAt: { $ne: null } });
      return new Map(
        users.flatMap(({ name, disabledAt }) => (disabledAt ? [[name, disabledAt] as const] : [])),
      );
    }),
});
