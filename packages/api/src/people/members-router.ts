import { memberRoles, type Member } from "@tokenledger/usage";
import { z } from "zod";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import { ForbiddenError } from "../procedures/forbidden-error.ts";
import { hashPassword } from "./password-hash.ts";
import { mintPassword } from "./password-rule.ts";
import { Id, searchText } from "../usage/usage-inputs.ts";

const USERS_MAX = 50;

const UserNames = z.array(searchText(128)).max(USERS_MAX);

const NewMember = z.object({
  login: searchText(128),
  role: z.enum(memberRoles),
  /** Callers' own names of the users whose usage is this member's own. */
  userNames: UserNames.default([]),
});

const MemberUpdate = z.object({
  id: Id,
  role: z.enum(memberRoles).optional(),
  userNames: UserNames.optional(),
});

const MemberId = z.object({ id: Id });

const viewOf = (member: Member): Omit<Member, "passwordHash"> => {
  const { passwordHash: _, ...shown } = member;
  return shown;
};

/** Whoever runs the system must not be made, or unmade, by one who does not. @throws ForbiddenError */
const assertMayTouch = (actor: Member, ...roles: readonly (string | undefined)[]): void => {
  if (actor.role !== "owner" && roles.includes("owner")) {
    throw new ForbiddenError("Only an owner may make, change or disable an owner.");
  }
};

/** People who may log in. */
export const membersRouter = adminRouterOf({
  list: memberProcedure
    .meta({ permission: "members.read", description: "Who may log in, as what, and for whom." })
    .query(({ ctx }) => ctx.members.listMembers()),

  create: memberProcedure
    .meta({
      permission: "members.manage",
      audit: "within",
      description:
        "Makes a member; the password is shown once, and changed by the member at first.",
    })
    .input(NewMember)
    .mutation(async ({ ctx, input }) => {
      assertMayTouch(ctx.member, input.role);
      const password = mintPassword();
      const member = await ctx.members.createMember({
        ...input,
        passwordHash: await hashPassword(password),
        mustChangePassword: true,
      });
      return { member: viewOf(member), password };
    }),

  update: memberProcedure
    .meta({
      permission: "members.manage",
      audit: "within",
      description:
        "Changes a member's role or users. A new role ends their sessions; the last owner stays one.",
    })
    .input(MemberUpdate)
    .mutation(async ({ ctx, input: { id, ...change } }) => {
      assertMayTouch(ctx.member, change.role, (await ctx.members.getMember(id)).role);
      return viewOf(await ctx.members.updateMember(id, change));
    }),

  disable: memberProcedure
    .meta({
      permission: "members.manage",
      audit: "within",
      description: "Ends a member's sessions and lets them in no more. Not the last owner.",
    })
    .input(MemberId)
    .mutation(async ({ ctx, input }) => {
      assertMayTouch(ctx.member, (await ctx.members.getMember(input.id)).role);
      const disabledAt = new Date(ctx.clock());
      return viewOf(await ctx.members.updateMember(input.id, { disabledAt }));
    }),

  enable: memberProcedure
    .meta({
      permission: "members.manage",
      audit: "within",
      description: "Lets a disabled member in again.",
    })
    .input(MemberId)
    .mutation(async ({ ctx, input }) => {
      assertMayTouch(ctx.member, (await ctx.members.getMember(input.id)).role);
      return viewOf(await ctx.members.updateMember(input.id, { disabledAt: null }));
    }),

  resetPassword: memberProcedure
    .meta({
      permission: "members.manage",
      audit: "within",
      description: "Gives a member a new password, shown once; their sessions end.",
    })
    .input(MemberId)
    .mutation(async ({ ctx, input }) => {
      assertMayTouch(ctx.member, (await ctx.members.getMember(input.id)).role);
      const password = mintPassword();
      const passwordHash = await hashPassword(password);
      const change = { passwordHash, mustChangePassword: true };
      return { member: viewOf(await ctx.members.updateMember(input.id, change)), password };
    }),

  sessions: memberProcedure
    .meta({ permission: "members.manage", description: "A member's sessions, latest used first." })
    .input(MemberId)
    .query(({ ctx, input }) => ctx.sessions.list(input.id)),

  revokeSession: memberProcedure
    .meta({
      permission: "members.manage",
      audit: "within",
      description: "Ends a session of a member.",
    })
    .input(MemberId.extend({ sessionId: z.uuid() }))
    .mutation(async ({ ctx, input }) => {
      assertMayTouch(ctx.member, (await ctx.members.getMember(input.id)).role);
      await ctx.sessions.revoke(input.id, input.sessionId);
      return null;
    }),
});
