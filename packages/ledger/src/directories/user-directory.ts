import { LockMode } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import type { UserDirectory, UserView } from "@tokenledger/usage";
import { User } from "../entities/user.ts";
import { isRowId } from "../row-id.ts";
import { asDirectoryCall, found } from "./directory-call.ts";
import { findUsers, findUsersByUsage } from "./find-users.ts";
import { setDisabled } from "./set-disabled.ts";

const viewOf = (user: User): UserView => ({
  id: user.id,
  name: user.name,
  displayName: user.displayName ?? null,
  note: user.note ?? null,
  createTime: user.createTime,
  disabledAt: user.disabledAt ?? null,
  pseudonymisedAt: user.pseudonymisedAt ?? null,
});

/** Changes one user under its lock. Joins the transaction of an audited change. */
const changeUser = async (
  orm: MikroORM,
  id: string,
  change: (user: User) => void,
): Promise<UserView> =>
  asDirectoryCall(async () =>
    orm.em.transactional(async (em) => {
      const lockMode = LockMode.PESSIMISTIC_WRITE;
      const user = found(isRowId(id) ? await em.findOne(User, { id }, { lockMode }) : null, "user");
      change(user);
      return viewOf(user);
    }),
  );

/** People's side of users. */
export const createUserDirectory = (orm: MikroORM): UserDirectory => ({
  listUsers: async (search, countMax) =>
    asDirectoryCall(async () => {
      const users = await findUsers(orm, search, { countMax });
      return users.map(viewOf);
    }),

  listUsersByUsage: async (scope, question) =>
    asDirectoryCall(async () => {
      const users = await findUsersByUsage(orm, scope, question);
      return users.map(viewOf);
    }),

  getUser: async (id) =>
    asDirectoryCall(async () =>
      viewOf(found(isRowId(id) ? await orm.em.fork().findOne(User, { id }) : null, "user")),
    ),

  createUser: async (user) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const entity = em.create(User, { ...user });
        await em.flush();
        return viewOf(entity);
      }),
    ),

  updateUser: async (id, { displayName, note }) =>
    changeUser(orm, id, (user) => {
      if (displayName !== undefined) user.displayName = displayName;
      if (note !== undefined) user.note = note;
    }),

  setUserDisabled: async (id, disabledAt) =>
    changeUser(orm, id, (user) => {
      setDisabled(user, disabledAt);
    }),
});
