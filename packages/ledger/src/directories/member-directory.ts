import type { MikroORM } from "@mikro-orm/postgresql";
import type { Member as MemberView, MemberDirectory } from "@tokenledger/usage";
import { Member } from "../entities/member.ts";
import { Session } from "../entities/session.ts";
import { asDirectoryCall } from "./directory-call.ts";

const viewOf = (member: Member): MemberView => ({
  id: member.id,
  login: member.login,
  role: member.role,
  passwordHash: member.passwordHash,
  disabledAt: member.disabledAt ?? null,
});

/** Members and their sessions. A session that ended is gone. */
export const createMemberDirectory = (orm: MikroORM): MemberDirectory => ({
  findMember: async (login) =>
    asDirectoryCall(async () => {
      const member = await orm.em.fork().findOne(Member, { login });
      return member === null ? null : viewOf(member);
    }),

  countMembers: async () => asDirectoryCall(async () => orm.em.fork().count(Member)),

  createMember: async (member) =>
    asDirectoryCall(async () => {
      const em = orm.em.fork();
      const entity = em.create(Member, { ...member });
      await em.flush();
      return viewOf(entity);
    }),

  createSession: async (memberId, tokenHash, now) =>
    asDirectoryCall(async () => {
      const em = orm.em.fork();
      em.create(Session, { member: memberId, tokenHash, createTime: now, lastSeenTime: now });
      await em.flush();
    }),

  findSession: async (tokenHash) =>
    asDirectoryCall(async () => {
      const session = await orm.em.fork().findOne(Session, { tokenHash }, { populate: ["member"] });
      if (session === null) return null;
      const { createTime, lastSeenTime } = session;
      return { member: viewOf(session.member), createTime, lastSeenTime };
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
});
