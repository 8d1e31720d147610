import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import type { AdminContext } from "./admin-context.ts";
import { ForbiddenError } from "./forbidden-error.ts";
import { meetsRequirement } from "./permissions.ts";
import type { ProcedureMeta } from "./procedure-meta.ts";
import { scopeOf } from "./scope-of.ts";
import { shapeError } from "./shape-error.ts";
import { toTrpcError } from "./to-trpc-error.ts";

const t = initTRPC
  .context<AdminContext>()
  .meta<ProcedureMeta>()
  .create({ isDev: false, transformer: superjson, errorFormatter: shapeError });

const withMappedErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok) {
    throw toTrpcError(result.error);
  }
  return result;
});

/** Makes a router of the admin instance. */
export const adminRouterOf = t.router;

/** For procedures that say `anyone`; every other is refused here, whoever calls. */
export const anyoneProcedure = t.procedure.use(withMappedErrors).use(async ({ meta, next }) => {
  if (meta?.permission !== "anyone") {
    throw new ForbiddenError("This procedure is not open to everyone.");
  }
  return next();
});

/**
 * For members. The session is found, then the role is held against `meta.permission`, both before `.input` reads the body.
 * A procedure that states no permission is refused to everybody.
 */
export const memberProcedure = t.procedure
  .use(withMappedErrors)
  .use(async ({ ctx, meta, next }) => {
    const member = await ctx.sessions.find(ctx.sessionToken);
    if (meta === undefined || !meetsRequirement(member.role, meta.permission)) {
      throw new ForbiddenError("Your role does not allow this.");
    }
    return next({ ctx: { member, scope: scopeOf(member) } });
  });
