import { LockMode } from "@mikro-orm/core";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import {
  InvalidInputError,
  type MemberChange,
  type MemberDirectory,
  type MemberProfile,
  type Member as MemberView,
} from "@tokenledger/usage";
import { MemberUser } from "../entities/member-user.ts";
import { Member } from "../entities/member.ts";
import { Session } from "../entities/session.ts";
import { isRowId } from "../row-id.ts";
import { asDirectoryCall, found } from "./directory-call.ts";
import { memberOf } from "./member-of.ts";
import { setDisabled } from "./set-disabled.ts";

const lockMode = LockMode.PESSIMISTIC_WRITE;

const viewOf = async (em: EntityManager, member: Member): Promise<MemberView> =>
  memberOf(member, await em.find(MemberUser, { member }, { orderBy: { userName: "asc" } }));

const linkUsers = async (
  em: EntityManager,
  member: Member,
  userNames: readonly string[],
): Promise<void> => {
  await em.nativeDelete(MemberUser, { member });
  for (const userName of new Set(userNames)) em.create(MemberUser, { member, userName });
  await em.flush();
};

const isLiveOwner = ({ role, disabledAt }: Member): boolean =>
  role === "owner" && (disabledAt ?? null) === null;

/** Owners are locked before one of them goes: two that go at once would each leave the other behind. */
const assertOwnerStays = async (em: EntityManager, member: Member): Promise<void> => {
  const owners = await em.find(
    Member,
    { role: "owner", disabledAt: null },
    { orderBy: { id: "asc" }, lockMode },
  );
  if (owners.every(({ id }) => id === member.id)) {
    throw new InvalidInputError(
      "LAST_OWNER",
      "The last owner can be neither demoted nor disabled.",
    );
  }
};

const endsSessions = (before: MemberChange, member: Member): boolean =>
  before.passwordHash !== member.passwordHash ||
  before.role !== member.role ||
  (member.disabledAt ?? null) !== null;

/** An address may pass to somebody else, a membership must not. */
const linkSubject = (member: Member, oidcSubject: string): void => {
  if ((member.oidcSubject ?? oidcSubject) !== oidcSubject) {
    throw new InvalidInputError(
      "SUBJECT_OTHER",
      "This member logs in by another account of the identity provider.",
    );
  }
  member.oidcSubject = oidcSubject;
};

const applyChange = (member: Member, change: MemberChange): void => {
  if (change.role !== undefined) member.role = change.role;
  if (change.disabledAt !== undefined) setDisabled(member, change.disabledAt);
  if (change.passwordHash !== undefined) member.passwordHash = change.passwordHash;
  if (change.oidcSubject !== undefined) linkSubject(member, change.oidcSubject);
  if (change.mustChangePassword !== undefined) {
    member.mustChangePassword = change.mustChangePassword;
  }
};

const updateMember = async (
  em: EntityManager,
  id: string,
  change: MemberChange,
  keptSessionId: string | undefined,
): Promise<MemberView> => {
  const member = found(
    isRowId(id) ? await em.findOne(Member, { id }, { lockMode }) : null,
    "member",
  );
  const { role, passwordHash } = member;
  const leavesOwners =
    isLiveOwner(member) &&
    ((change.role ?? "owner") !== "owner" || (change.disabledAt ?? null) !== null);
  if (leavesOwners) await assertOwnerStays(em, member);
  applyChange(member, change);
  if (change.userNames !== undefined) await linkUsers(em, member, change.userNames);
  if (endsSessions({ role, passwordHash }, member)) {
    const others = keptSessionId === undefined ? {} : { id: { $ne: keptSessionId } };
    await em.nativeDelete(Session, { member, ...others });
  }
  await em.flush();
  return viewOf(em, member);
};

const profileOf = (
  member: Member,
  users: readonly MemberUser[],
  lastSeenTime: Date | null,
): MemberProfile => {
  const { passwordHash: _, ...shown } = memberOf(member, users);
  return { ...shown, createTime: member.createTime, lastSeenTime };
};

const listMembers = async (em: EntityManager): Promise<readonly MemberProfile[]> => {
  const members = await em.find(Member, {}, { orderBy: { login: "asc" } });
  const links = await em.find(MemberUser, {}, { orderBy: { userName: "asc" } });
  const sessions = await em.find(Session, {}, { orderBy: { lastSeenTime: "asc" } });
  const lastSeen = new Map(
    sessions.map((session) => [session.member.id, session.lastSeenTime] as const),
  );
  return members.map((member) => {
    const own = links.filter((link) => link.member.id === member.id);
    return profileOf(member, own, lastSeen.get(member.id) ?? null);
  });
};

/** Members, and the users that are theirs. */
export const createMemberDirectory = (orm: MikroORM): MemberDirectory => ({
  findMember: async (login) =>
    asDirectoryCall(async () => {
      const em = orm.em.fork();
      const member = await em.findOne(Member, { login });
      return member === null ? null : viewOf(em, member);
    }),

  findMemberBySubject: async (oidcSubject) =>
    asDirectoryCall(async () => {
      const em = orm.em.fork();
      const member = await em.findOne(Member, { oidcSubject });
      return member === null ? null : viewOf(em, member);
    }),

  getMember: async (id) =>
    asDirectoryCall(async () => {
      const em = orm.em.fork();
      return viewOf(em, found(isRowId(id) ? await em.findOne(Member, { id }) : null, "member"));
    }),

  listMembers: async () => asDirectoryCall(async () => listMembers(orm.em.fork())),

  countMembers: async () => asDirectoryCall(async () => orm.em.fork().count(Member)),

  createMember: async ({ userNames = [], ...member }) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const entity = em.create(Member, { mustChangePassword: false, ...member });
        await em.flush();
        await linkUsers(em, entity, userNames);
        return viewOf(em, entity);
      }),
    ),

  updateMember: async (id, change, keptSessionId) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => updateMember(em, id, change, keptSessionId)),
    ),
});
