import type { MikroORM } from "@mikro-orm/postgresql";
import type { SessionDirectory, SessionView } from "@tokenledger/usage";
import { z } from "zod";
import { MemberUser } from "../entities/member-user.ts";
import { Session } from "../entities/session.ts";
import { asDirectoryCall } from "./directory-call.ts";
import { memberOf } from "./member-of.ts";

const SessionId = z.uuid();

const listSessions = async (orm: MikroORM, memberId: string): Promise<readonly SessionView[]> => {
  const sessions = await orm.em
    .fork()
    .find(Session, { member: memberId }, { orderBy: { lastSeenTime: "desc", id: "asc" } });
  return sessions.map(({ id, createTime, lastSeenTime, network, userAgent }) => ({
    id,
    memberId,
    createTime,
    lastSeenTime,
    network: network ?? null,
    userAgent: userAgent ?? null,
  }));
};

/** Sessions of members. One that ended is gone. */
export const createSessionDirectory = (orm: MikroORM): SessionDirectory => ({
  createSession: async (memberId, tokenHash, now, origin) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        em.create(Session, {
          member: memberId,
          tokenHash,
          createTime: now,
          lastSeenTime: now,
          network: origin?.network ?? null,
          userAgent: origin?.userAgent ?? null,
        });
        await em.flush();
      }),
    ),

  findSession: async (tokenHash) =>
    asDirectoryCall(async () => {
      const em = orm.em.fork();
      const session = await em.findOne(Session, { tokenHash }, { populate: ["member"] });
      if (session === null) return null;
      const { id, createTime, lastSeenTime, member } = session;
      const users = await em.find(MemberUser, { member }, { orderBy: { userName: "asc" } });
      return { id, member: memberOf(member, users), createTime, lastSeenTime };
    }),

  touchSession: async (tokenHash, now) =>
    asDirectoryCall(async () => {
      // Only forwards: two processes may report out of order.
      await orm.em
        .fork()
        .nativeUpdate(Session, { tokenHash, lastSeenTime: { $lt: now } }, { lastSeenTime: now });
    }),

  endSession: async (tokenHash) =>
    asDirectoryCall(async () => {
      await orm.em.fork().nativeDelete(Session, { tokenHash });
    }),

  listSessions: async (memberId) => asDirectoryCall(async () => listSessions(orm, memberId)),

  endSessionById: async (memberId, id) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        if (!SessionId.safeParse(id).success) return false;
        return (await em.nativeDelete(Session, { id, member: memberId })) > 0;
      }),
    ),
});
