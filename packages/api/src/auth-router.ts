import type { Member, MemberRole } from "@tokenledger/usage";
import { z } from "zod";
import { adminRouterOf, anyoneProcedure, memberProcedure } from "./admin-procedures.ts";
import { rolePermissions, type Permission } from "./permissions.ts";

/** A member as the admin page knows it. */
export interface MemberView {
  readonly id: string;
  readonly login: string;
  readonly role: MemberRole;
  readonly permissions: readonly Permission[];
}

const viewOf = (member: Member): MemberView => ({
  id: member.id,
  login: member.login,
  role: member.role,
  permissions: rolePermissions[member.role],
});

const Credentials = z.object({
  login: z.string().min(1).max(128),
  password: z.string().min(1).max(1024),
});

/** Coming and going. */
export const authRouter = adminRouterOf({
  login: anyoneProcedure
    .meta({ permission: "anyone", description: "Opens a session, carried by a cookie." })
    .input(Credentials)
    .mutation(async ({ ctx, input }) => {
      const { token, member } = await ctx.sessions.open({ ...input, ipAddress: ctx.ipAddress });
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
});
