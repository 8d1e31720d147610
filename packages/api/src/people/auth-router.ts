import {
  InvalidInputError,
  UnauthenticatedError,
  type Member,
  type MemberRole,
} from "@tokenledger/usage";
import { z } from "zod";
import type { AdminContext } from "../procedures/admin-context.ts";
import { adminRouterOf, anyoneProcedure, memberProcedure } from "../procedures/admin-procedures.ts";
import { callerNetwork } from "../procedures/caller-network.ts";
import { hashPassword } from "./password-hash.ts";
import { NewPassword } from "./password-rule.ts";
import { rolePermissions, type Permission } from "../procedures/permissions.ts";
import type { OpenedSession } from "./sessions.ts";

/** A member as the admin page knows it. */
export interface MemberView {
  readonly id: string;
  readonly login: string;
  readonly role: MemberRole;
  readonly permissions: readonly Permission[];
  /** Users whose usage is this member's own. */
  readonly userNames: readonly string[];
  /** Nothing but changing the password is allowed until it is. */
  readonly mustChangePassword: boolean;
}

const viewOf = (member: Member): MemberView => ({
  id: member.id,
  login: member.login,
  role: member.role,
  permissions: rolePermissions[member.role],
  userNames: member.userNames,
  mustChangePassword: member.mustChangePassword,
});

const Credentials = z.object({
  login: z.string().min(1).max(128),
  password: z.string().min(1).max(1024),
});

const PasswordChange = z
  .object({ currentPassword: z.string().min(1).max(1024), newPassword: NewPassword })
  .refine(({ currentPassword, newPassword }) => currentPassword !== newPassword, {
    error: "must not be the current one",
    path: ["newPassword"],
  });

const SessionId = z.object({ sessionId: z.uuid() });

/** Tells the audit log of both outcomes; of a failed one never the login: a password typed into the wrong field would stand there. */
const openSession = async (
  ctx: AdminContext,
  credentials: z.output<typeof Credentials>,
): Promise<OpenedSession> => {
  const { ipAddress, userAgent } = ctx;
  const network = callerNetwork(ipAddress);
  const nobody = { id: null, login: null, role: null, session: null, network };
  const call = { action: "auth.login", input: {} };
  try {
    const opened = await ctx.sessions.open({ ...credentials, ipAddress, userAgent });
    const { id, login, role } = opened.member;
    await ctx.audit.tell({ ...call, actor: { ...nobody, id, login, role } }, "allowed");
    return opened;
  } catch (error) {
    if (error instanceof UnauthenticatedError) {
      await ctx.audit.tell({ ...call, actor: nobody }, "failed");
    }
    throw error;
  }
};

/** Coming and going. */
export const authRouter = adminRouterOf({
  login: anyoneProcedure
    .meta({ permission: "anyone", description: "Opens a session, carried by a cookie." })
    .input(Credentials)
    .mutation(async ({ ctx, input }) => {
      const { token, member } = await openSession(ctx, input);
      await ctx.sessions.end(ctx.sessionToken);
      ctx.carrySession(token);
      return viewOf(member);
    }),

  logout: anyoneProcedure
    .meta({ permission: "anyone", description: "Ends the session; ending none is no error." })
    .mutation(async ({ ctx }) => {
      await ctx.sessions.end(ctx.sessionToken);
      ctx.carrySession(null);
      return null;
    }),

  me: memberProcedure
    .meta({ permission: "session", description: "Who is logged in, and what they may do." })
    .query(({ ctx }) => viewOf(ctx.member)),

  changePassword: memberProcedure
    .meta({
      permission: "session",
      audit: "within",
      description: "Changes one's own password; every other session of one's own ends.",
    })
    .input(PasswordChange)
    .mutation(async ({ ctx, input }) => {
      const { member, sessionId } = ctx;
      if (!(await ctx.sessions.isPasswordOf(member, input.currentPassword, ctx))) {
        throw new InvalidInputError("PASSWORD_WRONG", "The current password is wrong.");
      }
      const passwordHash = await hashPassword(input.newPassword);
      const change = { passwordHash, mustChangePassword: false };
      return viewOf(await ctx.members.updateMember(member.id, change, sessionId));
    }),

  sessions: memberProcedure
    .meta({ permission: "session", description: "One's own sessions, latest used first." })
    .query(async ({ ctx }) => {
      return { sessions: await ctx.sessions.list(ctx.member.id), currentId: ctx.sessionId };
    }),

  revokeSession: memberProcedure
    .meta({
      permission: "session",
      audit: "within",
      description: "Ends one of one's own sessions.",
    })
    .input(SessionId)
    .mutation(async ({ ctx, input }) => {
      await ctx.sessions.revoke(ctx.member.id, input.sessionId);
      return null;
    }),
});
